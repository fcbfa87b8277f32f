import { computed, signal } from '@preact/signals';
import { api } from '../api/client';
import { live } from '../api/live';
import { type ApiProblem, asProblem } from '../api/problem';
import type { Role, Session } from '../api/types';

export const session = signal<Session | null>(null);
export const sessionProblem = signal<ApiProblem | null>(null);
export const user = computed(() => session.value?.user ?? null);
export const product = computed(() => session.value?.product ?? null);

export function hasRole(...roles: Role[]): boolean {
  return user.value?.roles.some((role) => roles.includes(role)) ?? false;
}

/** The name under which mail clients reach this server. */
export function serverHost(): string {
  try {
    return new URL(product.value?.publicUrl ?? location.href).hostname;
  } catch {
    return location.hostname;
  }
}

export async function loadSession(): Promise<void> {
  try {
    take(await api.get<Session>('/session'));
    sessionProblem.value = null;
  } catch (thrown) {
    sessionProblem.value = asProblem(thrown);
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  take(await api.post<Session>('/session', { email, password }));
}

export async function setUp(name: string, email: string, password: string): Promise<void> {
  await api.post('/set-up', { name, email, password });
  await loadSession();
}

export async function signOut(): Promise<void> {
  await api.remove('/session');
  await loadSession();
}

function take(next: Session): void {
  const { user = null, csrf = null } = next;
  session.value = { ...next, user, csrf };
  api.csrf = csrf;
  if (user === null) live.stop();
  else live.start();
}

api.onSignedOut = () => {
  if (session.value?.user) take({ ...session.value, user: null });
};
