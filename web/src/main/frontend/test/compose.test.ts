import { describe, expect, it } from 'vitest';
import { htmlOf, recipients, textOf } from '../src/features/compose/body';
import { checkDraft, messageOf } from '../src/features/compose/ComposePage';

const draft = { to: 'ann@example.org', subject: 'Hi', body: 'Hello', campaign: '', sequence: '', opens: true, clicks: false };

describe('a typed mail', () => {
  it('turns words in brackets into a link and keeps everything else as text', () => {
    const html = htmlOf('See [our <offer>](https://example.org/a?b=1&c="2") & more.\n\n<script>alert(1)</script>');
    expect(html).toContain('<a href="https://example.org/a?b=1&amp;c=&quot;2&quot;">our &lt;offer&gt;</a> &amp; more.');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>');
  });

  it('makes no link of another scheme', () => {
    expect(htmlOf('[here](javascript:alert(1))')).not.toContain('<a ');
  });

  it('leaves the full stop after an address outside the link', () => {
    expect(htmlOf('Go to https://example.org/a.')).toContain('<a href="https://example.org/a">https://example.org/a</a>.');
  });

  it('keeps the address of a link in the plain text', () => {
    expect(textOf('See [our offer](https://example.org/a).')).toBe('See our offer <https://example.org/a>.');
  });

  it('keeps lines and paragraphs', () => {
    expect(htmlOf('a\nb\n\n\nc')).toContain('<p>a<br>\nb</p>\n<p>c</p>');
  });

  it('reads names, commas and lines', () => {
    expect(recipients('Ann Example <ann@example.org>, "Lee, Bob" <bob@example.org>\ncy@example.org;')).toEqual([
      { email: 'ann@example.org', name: 'Ann Example' },
      { email: 'bob@example.org', name: 'Lee, Bob' },
      { email: 'cy@example.org' },
    ]);
  });

  it('is refused with every error at its field at once', () => {
    expect(checkDraft({ ...draft, to: 'ann@', subject: ' ', body: '' }).map((problem) => problem.field)).toEqual(['to', 'subject', 'body']);
    expect(checkDraft(draft)).toEqual([]);
  });

  it('is sent without what was left empty', () => {
    const message = messageOf(draft, 'me@example.org');
    expect(message).not.toHaveProperty('campaign');
    expect(message).not.toHaveProperty('sequence');
    expect(message.track).toEqual({ opens: true, clicks: false });
  });
});
