import { describe, expect, it } from 'vitest';
import { LOOKS, lookOf, statusWord, STATUSES } from '../src/features/mails/status';
import { en } from '../src/text/en';

describe('the words of a status', () => {
  it('are exactly those of the product', () => {
    expect(STATUSES.map((status) => statusWord(status))).toEqual([
      'Queued',
      'Sent',
      'Delivered',
      'Delayed',
      'Bounced',
      'Hand-over not confirmed',
      'Failed',
      'Cancelled',
      'Replied',
      'Clicked',
      'Opened',
      'Opened by a machine only',
      'Not seen',
      'Not tracked',
    ]);
  });

  it('never alarm about a mail that was not seen', () => {
    expect(LOOKS['not-seen'].tone).toBe('calm');
    expect(LOOKS['not-tracked'].tone).toBe('calm');
    expect(LOOKS['opened-by-machine'].tone).toBe('calm');
  });

  it('differ by their sign too, and not by color alone, among those with the same tone', () => {
    const calm = [LOOKS['not-seen'], LOOKS['not-tracked'], LOOKS['opened-by-machine'], LOOKS.queued, LOOKS.sent, LOOKS.delivered];
    expect(new Set(calm.map((look) => look.icon)).size).toBe(calm.length);
  });

  it('keep the word of a newer server', () => {
    expect(statusWord('translated', 'Translated')).toBe('Translated');
    expect(lookOf('translated').tone).toBe('calm');
  });

  it('nowhere say that a mail was not read', () => {
    const everything = Object.values(en)
      .map((text) => JSON.stringify(text))
      .join('\n');
    expect(everything).not.toMatch(/not read|unread|\bbots?\b/i);
  });
});
