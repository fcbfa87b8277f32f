import { describe, expect, it } from 'vitest';
import { go, holdUnsaved, leaveAnyway, leaving, match, place, setQuery, stay } from '../src/app/router';

describe('addresses', () => {
  it('carry values, decoded', () => {
    expect(match('/contacts/:email', '/contacts/a%2Bb%40example.org')).toEqual({ email: 'a+b@example.org' });
    expect(match('/mails/:id', '/mails/1/')).toEqual({ id: '1' });
    expect(match('/mails/:id', '/mails')).toBeNull();
    expect(match('/contacts/:email', '/contacts/%E0%A4%A')).toBeNull();
  });

  it('keep the filters', () => {
    go('/mails');
    setQuery({ q: 'offer', status: 'opened' });
    setQuery({ status: '' });
    expect([place.value.path, place.value.query.toString()]).toEqual(['/mails', 'q=offer']);
  });

  it('are not left while input is unsaved, unless the user says so', () => {
    go('/compose');
    let discarded = false;
    holdUnsaved(() => (discarded = true));
    go('/mails');
    expect(place.value.path).toBe('/compose');
    stay();
    expect(leaving.value).toBeNull();
    go('/mails');
    leaveAnyway();
    expect([place.value.path, discarded]).toEqual(['/mails', true]);
  });
});
