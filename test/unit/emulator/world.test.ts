import { describe, expect, it } from 'vitest';
import { createWorld, newConferenceId, originInAnswers, withoutDomain } from '../../../src/emulator/world.ts';

const world = () => createWorld({ clientId: 'a', clientSecret: 'b', users: [] });

describe('originInAnswers', () => {
  it.each([
    [{}, 'https://server:8443'],
    [{ httpUrlsInAnswers: true }, 'http://server:8443'],
    [{ otherPort: 443 }, 'https://server'],
    [{ httpUrlsInAnswers: true, otherPort: 443 }, 'http://server'],
    [{ foreignHost: 'other' }, 'https://other:8443'],
  ])('%j', (faults, expected) => {
    const tried = world();
    tried.origin = 'https://server:8443';
    Object.assign(tried.faults, faults);
    expect(originInAnswers(tried)).toBe(expected);
  });
});

it('an id that is taken is not given twice', () => {
  const numbers = [5, 5, 6];
  const tried = createWorld({
    clientId: 'a',
    clientSecret: 'b',
    users: [],
    bytes: (count) => {
      const bytes = Buffer.alloc(count);
      bytes.writeUIntBE(numbers.shift() ?? 0, 0, count);
      return bytes;
    },
  });
  const first = newConferenceId(tried);
  expect(first).toBe('0000000005');
  tried.conferences.set(first, {
    id: first,
    owner: '',
    createdAt: 0,
    running: false,
    participants: new Map(),
    rings: [],
    fields: {
      topic: '',
      description: '',
      type: 0,
      maxPodiums: 4,
      maxParticipants: 4,
      schedule: {},
      invitations: [],
      allowGuests: true,
      autoInvite: 0,
      tags: [],
      rights: {},
    },
  });
  expect(newConferenceId(tried)).toBe('0000000006');
});

it('withoutDomain keeps the user', () => {
  expect([withoutDomain('a'), withoutDomain('a@b'), withoutDomain('a@b@c')]).toEqual(['a', 'a', 'a']);
});
