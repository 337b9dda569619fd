import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { emptyEnvironment, lockedKeys, takeEnvironment } from '../../../../src/main/settings/environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'visit-desk-env-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an environment without our variables gives and locks nothing', () => {
  const taken = takeEnvironment({ PATH: '/usr/bin' });
  expect(taken).toEqual({ ok: true, value: emptyEnvironment });
  expect(lockedKeys(emptyEnvironment)).toEqual([]);
});

test('every variable is read, normalised, and locks its field', () => {
  const taken = takeEnvironment({
    VISIT_DESK_SERVER: ' video.clinic.example:4443/c/123 ',
    VISIT_DESK_CLIENT_ID: 'client',
    VISIT_DESK_CLIENT_SECRET: 'secret',
    VISIT_DESK_OWNER: 'petrova',
    VISIT_DESK_TOPIC: 'Visit {{time}}',
    VISIT_DESK_LANG: 'RU',
    VISIT_DESK_SERVICE: 'desk.clinic.example/desk/',
  });
  if (!taken.ok) throw new Error('refused');
  expect(taken.value).toEqual({
    server: 'https://video.clinic.example:4443',
    clientId: 'client',
    clientSecret: 'secret',
    owner: 'petrova',
    topic: 'Visit {{time}}',
    language: 'ru',
    service: 'https://desk.clinic.example',
  });
  expect(lockedKeys(taken.value)).toEqual([
    'server.address',
    'server.clientId',
    'credentials.secret',
    'doctors.id',
    'visits.topic',
    'app.language',
    'service.address',
  ]);
});

test('empty variables count as not set', () => {
  expect(takeEnvironment({ VISIT_DESK_SERVER: '', VISIT_DESK_LANG: '  ' })).toEqual({
    ok: true,
    value: emptyEnvironment,
  });
});

test('the secret variables are gone afterwards, whatever the outcome', () => {
  const path = join(folder, 'secret');
  const variables = {
    VISIT_DESK_CLIENT_SECRET: 'one',
    VISIT_DESK_CLIENT_SECRET_FILE: path,
    VISIT_DESK_SERVER: 'ftp://x',
  };
  takeEnvironment(variables);
  expect(Object.keys(variables)).toEqual(['VISIT_DESK_SERVER']);
});

test('the secret comes from a file when only that is named', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'visit-desk-env-')), 'secret');
  writeFileSync(path, 'from the file\n');
  const taken = takeEnvironment({ VISIT_DESK_CLIENT_SECRET_FILE: path });
  expect(taken.ok && taken.value.clientSecret).toBe('from the file');
  rmSync(join(path, '..'), { recursive: true });
});

test.each([
  ['VISIT_DESK_SERVER', 'http://video.clinic.example', 'address-insecure'],
  ['VISIT_DESK_SERVER', 'two words', 'address-invalid'],
  ['VISIT_DESK_CLIENT_ID', 'x'.repeat(201), 'too-long'],
  ['VISIT_DESK_CLIENT_SECRET', 'x'.repeat(501), 'too-long'],
  ['VISIT_DESK_CLIENT_SECRET_FILE', '/nonexistent/secret', 'secret-file-unreadable'],
  ['VISIT_DESK_CLIENT_SECRET_FILE', '/dev/null', 'secret-empty'],
  ['VISIT_DESK_OWNER', 'a b', 'owner-invalid'],
  ['VISIT_DESK_TOPIC', 'x'.repeat(241), 'too-long'],
  ['VISIT_DESK_LANG', 'de', 'language-unknown'],
])('%s=%s is refused by name, and its value is not repeated', (variable, value, problem) => {
  const taken = takeEnvironment({ [variable]: value });
  expect(taken).toEqual({ ok: false, error: [{ variable, problem }] });
});

test('all problems are told at once', () => {
  const taken = takeEnvironment({ VISIT_DESK_LANG: 'de', VISIT_DESK_OWNER: '?' });
  expect(taken.ok ? [] : taken.error.map(({ variable }) => variable)).toEqual([
    'VISIT_DESK_OWNER',
    'VISIT_DESK_LANG',
  ]);
});
