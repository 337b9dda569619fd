/** `npm start` and `npm run demo` as real processes. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { answers, root, startVisitDesk } from './visitDesk.ts';

const patience = 60_000;
const quiet = ['--web', '--no-open', '--print-urls'];
const free = ['--app-port', '0', '--join-port', '0'];

beforeAll(() => {
  ensureBuilt(root, () => undefined);
}, 180_000);

/** A data folder and, apart from it, a configuration folder. */
function folders() {
  const base = temporaryFolder();
  return { data: join(base, 'data'), config: join(base, 'config') };
}

describe('addresses', () => {
  test('one line of stdout, when both can be opened, and nothing else', { timeout: patience }, async () => {
    const { data, config } = folders();
    const desk = startVisitDesk([...quiet, '--data-dir', data, ...free], config);
    const { app, join: patients } = await desk.urls;
    expect(app).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/);
    expect(patients).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await answers(app)).toBe(true);
    expect(await answers(`${patients}/v/x`)).toBe(true);
    desk.child.kill('SIGTERM');
    expect(await desk.ended).toBe(0);
    expect(desk.stdout()).toBe(`${JSON.stringify({ app, join: patients })}\n`);
    expect(desk.stderr()).not.toContain(app.split('#')[1]);
  });

  test(
    'a taken port of the patient’s page is said, and the desk opens all the same',
    { timeout: patience },
    async () => {
      const { data, config } = folders();
      const other = createServer().listen(0, '127.0.0.1');
      onTestFinished(() => void other.close());
      await once(other, 'listening');
      const address = other.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const desk = startVisitDesk(
        [...quiet, '--data-dir', data, '--app-port', '0', '--join-port', String(port)],
        config,
      );
      const { app, join: patients } = await desk.urls;
      expect(patients).toBeNull();
      expect(await answers(app)).toBe(true);
      expect(desk.stderr()).toContain(`Port ${port} is used by another program.`);
    },
  );

  test(
    'without a browser the file with the token is named, not the token',
    { timeout: patience },
    async () => {
      const { data, config } = folders();
      const desk = startVisitDesk(['--web', '--no-open', '--data-dir', data, ...free], config);
      await expect.poll(() => desk.stderr(), { timeout: patience }).toContain('open-visit-desk.html');
      const token = /#([\w-]{43})/.exec(readFileSync(join(data, 'open-visit-desk.html'), 'utf8'))?.[1] ?? '';
      expect(token).not.toBe('');
      expect(desk.stderr() + desk.stdout()).not.toContain(token);
      desk.child.kill('SIGTERM');
      await desk.ended;
      expect(existsSync(join(data, 'open-visit-desk.html'))).toBe(false);
    },
  );
});

describe('stopping', () => {
  test('SIGTERM to npm ends everything within two seconds', { timeout: patience }, async () => {
    const { data, config } = folders();
    const flags = ['start', '--', ...quiet, '--data-dir', data, ...free];
    const desk = startVisitDesk(flags, config, {}, ['npm']);
    const { app, join: patients } = await desk.urls;
    const signalledAt = performance.now();
    desk.child.kill('SIGTERM');
    await desk.ended;
    expect(performance.now() - signalledAt).toBeLessThan(2_000);
    expect(await answers(app)).toBe(false);
    expect(await answers(patients ?? '')).toBe(false);
  });

  test.each(['SIGINT', 'SIGHUP'] as const)('%s ends it cleanly', { timeout: patience }, async (signal) => {
    const { data, config } = folders();
    const desk = startVisitDesk([...quiet, '--data-dir', data, ...free], config);
    await desk.urls;
    desk.child.kill(signal);
    expect(await desk.ended).toBe(0);
  });
});

describe('a second start', () => {
  test('with the same data folder says so in one line and leaves', { timeout: patience }, async () => {
    const { data, config } = folders();
    const first = startVisitDesk([...quiet, '--data-dir', data, ...free], config);
    const { app } = await first.urls;
    const second = startVisitDesk([...quiet, '--data-dir', data, ...free], config);
    expect(await second.ended).toBe(3);
    expect(second.stdout()).toBe('');
    expect(second.stderr()).toMatch(/^Visit Desk is running with this data folder already: .+\n$/);
    expect(await answers(app)).toBe(true);
  });

  test(
    'after a kill takes the folder over, and the keys are still there',
    { timeout: patience },
    async () => {
      const { data, config } = folders();
      const flags = [...quiet, '--data-dir', data, ...free];
      const first = startVisitDesk(flags, config);
      await first.urls;
      const keys = join(config, 'visit-desk', 'keys');
      const before = readdirSync(keys).map((name) => readFileSync(join(keys, name), 'utf8'));
      first.child.kill('SIGKILL');
      await first.ended;
      const second = startVisitDesk(flags, config);
      await second.urls;
      expect(readdirSync(keys).map((name) => readFileSync(join(keys, name), 'utf8'))).toEqual(before);
      expect(before).toHaveLength(1);
      expect(JSON.stringify(readdirSync(data))).not.toContain('keys');
    },
  );
});

describe('what is wrong is named', () => {
  test.each([
    [['--wbe'], 2, '--wbe'],
    [['--join-port', 'x'], 2, '--join-port'],
    [['--web', '--data-dir', '/dev/null/x'], 1, '/dev/null/x'],
  ])('%j ends with %i', { timeout: patience }, async (parameters, code, named) => {
    const desk = startVisitDesk(parameters, temporaryFolder());
    expect(await desk.ended).toBe(code);
    expect(desk.stderr()).toContain(named);
    expect(desk.stdout()).toBe('');
  });

  test('every variable that cannot be used, at once, without its value', { timeout: patience }, async () => {
    const desk = startVisitDesk(quiet, temporaryFolder(), {
      VISIT_DESK_SERVER: 'http://plain.example',
      VISIT_DESK_LANG: 'klingon',
      VISIT_DESK_CLIENT_SECRET: 's3cret-value',
    });
    expect(await desk.ended).toBe(1);
    expect(desk.stderr()).toContain('VISIT_DESK_SERVER is an http address.');
    expect(desk.stderr()).toContain('VISIT_DESK_LANG is not a language');
    expect(desk.stderr()).not.toMatch(/klingon|plain\.example|s3cret/);
  });

  test('in Russian, when that is the language', { timeout: patience }, async () => {
    const { data, config } = folders();
    const desk = startVisitDesk([...quiet, '--data-dir', data, ...free], config, { VISIT_DESK_LANG: 'ru' });
    await desk.urls;
    await expect.poll(() => desk.stderr()).toContain('Visit Desk работает по адресу');
  });

  test('--help lists every flag', { timeout: patience }, async () => {
    const desk = startVisitDesk(['--help'], temporaryFolder());
    expect(await desk.ended).toBe(0);
    for (const flag of [
      '--web',
      '--no-open',
      '--print-urls',
      '--data-dir',
      '--app-port',
      '--join-port',
      '--demo',
    ])
      expect(desk.stdout()).toContain(flag);
  });

  test('damaged settings are kept aside, and the desk opens', { timeout: patience }, async () => {
    const { data, config } = folders();
    mkdirSync(data);
    writeFileSync(join(data, 'config.json'), '{"clinic":');
    const desk = startVisitDesk([...quiet, '--data-dir', data, ...free], config);
    expect(await answers((await desk.urls).app)).toBe(true);
    expect(readdirSync(data).some((name) => name.startsWith('config.json.damaged-'))).toBe(true);
    expect(desk.stderr()).toContain('settings.unreadable');
  });
});

describe('the desktop app', () => {
  const closed = { ELECTRON_MIRROR: 'http://127.0.0.1:1/', ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };

  test(
    'that cannot be fetched is said in one line, and the browser takes over',
    { timeout: patience },
    async () => {
      const { data, config } = folders();
      const desk = startVisitDesk(['--no-open', '--print-urls', '--data-dir', data, ...free], config, closed);
      expect(await answers((await desk.urls).app)).toBe(true);
      const lines = desk
        .stderr()
        .split('\n')
        .filter((line) => line.includes('desktop'));
      expect(lines).toEqual([
        'The desktop app cannot be fetched: 127.0.0.1 cannot be reached. Visit Desk opens in the browser instead.',
      ]);
    },
  );

  test('is never tried with --web', { timeout: patience }, async () => {
    const { data, config } = folders();
    const desk = startVisitDesk([...quiet, '--data-dir', data, ...free], config, closed);
    await desk.urls;
    expect(desk.stderr()).not.toContain('desktop');
  });
});

describe('the demo', () => {
  test(
    'runs without any settings, ignores the environment, and leaves nothing behind',
    { timeout: patience },
    async () => {
      const parent = temporaryFolder();
      const config = join(temporaryFolder(), 'config');
      const desk = startVisitDesk(['--demo', '--no-open', '--print-urls', '--data-dir', parent], config, {
        VISIT_DESK_SERVER: 'not an address',
        VISIT_DESK_CLIENT_SECRET: 's3cret-value',
      });
      const { app, join: patients } = await desk.urls;
      expect(await answers(app)).toBe(true);
      expect(await answers(patients ?? '')).toBe(true);
      expect(readdirSync(parent)).toHaveLength(1);
      desk.child.kill('SIGTERM');
      expect(await desk.ended).toBe(0);
      expect(readdirSync(parent)).toEqual([]);
      expect(existsSync(config)).toBe(false);
      expect(desk.stderr()).toContain('This is a demo');
    },
  );
});
