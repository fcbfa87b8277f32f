import type { Confidence, Device, Verdict } from './types';

/** One thing that happened with a mail. */
export interface MailEvent {
  id: string;
  at: string;
  type: string;
  copy?: string | null;
  recipient?: string | null;
  verdict?: Verdict | null;
  confidence?: Confidence | null;
  reason?: string | null;
  device?: Device | null;
  place?: string | null;
  link?: string | null;
  correction?: 'me' | 'scanner' | 'person' | 'not-useful' | null;
}
