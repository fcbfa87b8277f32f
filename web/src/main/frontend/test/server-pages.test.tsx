import { type ComponentChild, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CrmConnector, Relay } from '../src/api/types';
import { session } from '../src/app/session';
import { ConnectionForm } from '../src/features/crm/ConnectionForm';
import { RelayPage } from '../src/features/sending/RelayPage';

const root = document.createElement('main');

/** Shows a page to an administrator over an API that answers so. */
function show(page: ComponentChild, answer: (method: string, path: string) => object): void {
  vi.stubGlobal('fetch', (path: string, { method }: RequestInit) =>
    Promise.resolve(new Response(JSON.stringify(answer(method ?? '', path.replace('/api/v1', ''))))),
  );
  render(page, root);
}

function said(selector: string): string | undefined {
  return root.querySelector(selector)?.textContent ?? undefined;
}

function press(label: string): void {
  const button = [...root.querySelectorAll('button')].find(({ textContent }) => textContent === label);
  expect(button).toBeDefined();
  button?.click();
}

beforeEach(() => {
  document.body.append(root);
  session.value = {
    setUpNeeded: false, csrf: null, product: { version: '1', publicUrl: 'http://localhost', relay: 'smtp' },
    user: { id: 'u', name: 'Ada', email: 'ada@example.com', roles: ['administrator'], teams: [] },
  };
});

afterEach(() => {
  render(null, root);
  session.value = null;
  vi.unstubAllGlobals();
});

describe('the page of a relay', () => {
  const relay: Relay = {
    id: 'r1', name: 'Office', fromEnvironment: false, capture: false, host: 'mail.example.com', port: 587, security: 'starttls', user: null, passwordSet: false, authorities: null,
    senders: [], isDefault: true, perMinute: 0, connections: 2, enabled: true, state: 'down', stateText: 'It did not answer.', downSince: null, nextAttempt: null, lastTakenAt: null,
  };

  it('says that it works again as soon as a test went well', async () => {
    let works = false;
    show(<RelayPage id="r1" />, (method) => {
      works ||= method === 'POST';
      return method === 'POST'
        ? { findings: [{ code: 'CONNECT', severity: 'info', subject: 'Port 587 answers.' }] }
        : { ...relay, ...(works ? { state: 'ok', stateText: null } : {}) };
    });
    await vi.waitFor(() => expect(said('.sender-view')).toBe('Cannot be usedIt did not answer.'));
    press('Test the connection');
    await vi.waitFor(() => expect(said('.findings')).toContain('Mail can leave by this server.'));
    await vi.waitFor(() => expect(said('.sender-view')).toBe('WorksNo trouble is known.'));
  });
});

describe('the form of a CRM connection', () => {
  const connector: CrmConnector = { id: 'webhook', label: 'Webhook', fields: [{ name: 'url', label: 'Address', kind: 'url', required: true }] };

  it('claims nothing of what was typed after the test', async () => {
    const connection = { id: 'c1', connector: 'webhook', name: 'Ours', fields: { url: { value: 'https://a.example' } }, state: 'ok', backlog: 0, dead: 0 } as const;
    show(<ConnectionForm connector={connector} connection={connection} />, () => ({ ok: true, findings: [] }));
    press('Test it');
    await vi.waitFor(() => expect(said('.findings')).toContain('Everything that is needed works.'));
    const address = root.querySelector<HTMLInputElement>('input[type=url]');
    if (address !== null) address.value = 'https://b.example';
    address?.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(said('.findings')).toBeUndefined());
  });
});
