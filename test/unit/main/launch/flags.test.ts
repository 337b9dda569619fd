import { expect, test } from 'vitest';
import { canConnect, downloadPlace, findElectron } from '../../../../src/main/launch/electronBinary.ts';
import { parseFlags } from '../../../../src/main/launch/flags.ts';
import { systemLanguage } from '../../../../src/main/launch/say.ts';

const none = {
  web: false,
  open: true,
  printUrls: false,
  dataDir: undefined,
  appPort: undefined,
  joinPort: undefined,
  demo: false,
  checkConfig: false,
  importEnv: undefined,
  help: false,
};

test('no flags: the desktop app, the usual ports, the browser opens', () => {
  expect(parseFlags([])).toEqual({ ok: true, value: none });
});

test('all flags together, with spaces or equals signs', () => {
  const all = [
    '--web',
    '--no-open',
    '--print-urls',
    '--data-dir',
    'DIR',
    '--app-port=0',
    '--join-port',
    '8080',
  ];
  expect(parseFlags(all)).toEqual({
    ok: true,
    value: { ...none, web: true, open: false, printUrls: true, dataDir: 'DIR', appPort: 0, joinPort: 8080 },
  });
  expect(parseFlags(['--check-config'])).toMatchObject({ value: { checkConfig: true } });
  expect(parseFlags(['--import-env', '.env'])).toMatchObject({ value: { importEnv: '.env' } });
  expect(parseFlags(['--demo'])).toMatchObject({ value: { demo: true } });
  expect(parseFlags(['-h'])).toMatchObject({ value: { help: true } });
});

test.each([
  [['--wbe'], 'flag-unknown', '--wbe'],
  [['-x'], 'flag-unknown', '-x'],
  [['web'], 'flag-unknown', 'web'],
  [['--web=yes'], 'flag-unknown', '--web='],
  [['--data-dir'], 'flag-needs-value', '--data-dir'],
  [['--data-dir', '--web'], 'flag-needs-value', '--data-dir'],
  [['--import-env'], 'flag-needs-value', '--import-env'],
  [['--check-config=1'], 'flag-unknown', '--check-config='],
  [['--app-port', 'x'], 'flag-not-a-port', '--app-port'],
  [['--join-port', '65536'], 'flag-not-a-port', '--join-port'],
  [['--join-port', '-1'], 'flag-not-a-port', '--join-port'],
  [['--join-port', '80.5'], 'flag-not-a-port', '--join-port'],
])('%j is refused', (parameters, problem, flag) => {
  expect(parseFlags(parameters)).toEqual({ ok: false, error: { problem, flag } });
});

test.each([
  [{}, { host: 'github.com', port: 443 }],
  [{ ELECTRON_MIRROR: 'https://mirror.example/electron/' }, { host: 'mirror.example', port: 443 }],
  [{ ELECTRON_MIRROR: 'http://mirror.example:8081/' }, { host: 'mirror.example', port: 8081 }],
  [{ npm_config_electron_mirror: 'http://mirror.example/' }, { host: 'mirror.example', port: 80 }],
  [{ ELECTRON_MIRROR: 'nonsense' }, { host: 'github.com', port: 443 }],
])('with %j Electron comes from %j', (environment, place) => {
  expect(downloadPlace(environment)).toEqual(place);
});

test('a closed network is noticed at once', async () => {
  expect(await canConnect('127.0.0.1', 1)).toBe(false);
  expect(await canConnect('name.invalid', 443)).toBe(false);
});

test('a binary that is not there is not found', () => {
  expect(findElectron('/nonexistent', {})).toBeUndefined();
});

test.each([
  ['ru-RU', 'ru'],
  ['ru', 'ru'],
  ['en-GB', 'en'],
  ['de-DE', 'en'],
])('the system speaks %s: Visit Desk speaks %s', (locale, language) => {
  expect(systemLanguage(locale)).toBe(language);
});
