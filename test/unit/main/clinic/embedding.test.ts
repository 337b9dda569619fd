/** A visit of the service as the desktop shows it: the call beside the board, at the address that the service gave. */
import { expect, test } from 'vitest';
import { createEmbedding } from '../../../../src/main/clinic/embedding.ts';
import { visitViewSchema } from '../../../../src/shared/ipc/contract.ts';
import { visitView } from '../../../fixtures/views.ts';

const okay = (value: unknown) => ({ ok: true, value }) as const;
const page = 'https://video.example/c/abc';
const tab = (id: string, url: string | null = page) =>
  visitView(id, 'not-opened', { call: { kind: 'tab', entry: 'own-account', url } });
const entered = { url: null, partition: 'persist:doctor-1' };

test('a tab becomes embedded wherever a visit comes by, and by the contract', () => {
  const embedding = createEmbedding();
  const listed = embedding.answer('visits:list', {}, okay({ revision: 3, visits: [tab('a')] }));
  expect(listed).toMatchObject({ value: { revision: 3, visits: [{ id: 'a', call: { kind: 'embedded' } }] } });
  const made = embedding.answer('visits:create', {}, okay(tab('b')));
  expect(visitViewSchema.parse(made.ok && made.value).call).toEqual({
    kind: 'embedded',
    entry: 'own-account',
    url: null,
  });
  const changed = embedding.change({ revision: 4, visit: tab('c') });
  expect(changed).toMatchObject({ revision: 4, visit: { id: 'c', call: { kind: 'embedded', url: null } } });
  for (const visitId of ['a', 'b', 'c'])
    expect(embedding.answer('call:enter', { visitId }, okay(entered))).toEqual(
      okay({ ...entered, url: page }),
    );
});

test('what needs no change goes through as it is', () => {
  const embedding = createEmbedding();
  const guest = visitView('g', 'not-opened', { call: { kind: 'embedded', entry: 'named-guest', url: null } });
  expect(embedding.answer('visits:create', {}, okay(guest))).toEqual(okay(guest));
  const given = { url: 'https://video.example/guest', partition: 'guest-g' };
  expect(embedding.answer('call:enter', { visitId: 'g' }, okay(given))).toEqual(okay(given));
  const refused = { ok: false, error: { code: 'forbidden', retryable: false, correlationId: 'x' } } as const;
  expect(embedding.answer('call:enter', { visitId: 'g' }, refused)).toBe(refused);
  expect(embedding.answer('doctors:list', {}, okay({ doctors: [] }))).toEqual(okay({ doctors: [] }));
  expect(embedding.change('noise')).toBe('noise');
});

test('a call in TrueConf’s app has no address, and none is missed', () => {
  const embedding = createEmbedding();
  const rung = visitView('r', 'not-opened', { call: { kind: 'app', entry: 'trueconf-app', url: null } });
  expect(embedding.change({ revision: 1, visit: rung })).toEqual({ revision: 1, visit: rung });
  const answer = okay({ url: null, partition: '' });
  expect(embedding.answer('call:enter', { visitId: 'r' }, answer)).toEqual(answer);
});

test('no address of a call is made up: not before the service gave one, not after the visit is closed', () => {
  const embedding = createEmbedding();
  const enter = () => embedding.answer('call:enter', { visitId: 'a' }, okay(entered));
  expect(enter()).toMatchObject({ ok: false, error: { code: 'visit-not-ready', retryable: true } });
  embedding.change({ revision: 1, visit: tab('a', null) });
  expect(enter().ok).toBe(false);
  embedding.change({ revision: 2, visit: tab('a') });
  expect(enter().ok).toBe(true);
  embedding.change({ revision: 3, visit: { ...tab('a', null), phase: 'closed' } });
  expect(enter().ok).toBe(false);
});

test('which certificates count comes with the call, before its page is opened, and ends with the next', () => {
  const embedding = createEmbedding();
  const none = { pin: null, authorities: [] };
  expect(embedding.trust()).toEqual(none);
  const trust = { pin: null, authorities: ['-----BEGIN CERTIFICATE-----'] };
  const given = { url: 'https://video.example/guest', partition: 'guest-g' };
  embedding.answer('call:enter', { visitId: 'g' }, okay({ ...given, trust }));
  expect(embedding.trust()).toEqual(trust);
  // What is not by the contract counts for nothing.
  embedding.answer('call:enter', { visitId: 'g' }, okay({ ...given, trust: { pin: 'any' } }));
  expect(embedding.trust()).toEqual(none);
  embedding.answer('call:enter', { visitId: 'g' }, okay({ ...given, trust }));
  embedding.answer('call:enter', { visitId: 'h' }, okay(given));
  expect(embedding.trust()).toEqual(none);
});
