/** The service as a real process on one machine: what it answers where, what it refuses, how it ends. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStores } from '../../../../src/main/service/access/index.ts';
import { ensureBuilt } from '../../../../src/main/launch/build.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { endNow, root, startService, type ServiceProcess } from './serviceProcess.ts';

const patience = 60_000;
const free = ['--public-port', '0', '--staff-port', '0', '--print-urls'];

describe('a service on a fresh machine', () => {
  let service: ServiceProcess;
  let dataDir: string;
  let at: { readonly patients: string; readonly staff: string };

  beforeAll(async () => {
    ensureBuilt(root, () => undefined);
    dataDir = mkdtempSync(join(tmpdir(), 'visit-desk-service-'));
    service = startService(['--embedded', '--data-dir', dataDir, '--base-path', '/video', ...free], {
      keep: true,
      environment: { VISIT_DESK_CLIENT_SECRET: 'canary-5ec4e7' },
    });
    at = await service.running;
  }, 180_000);

  afterAll(async () => {
    await endNow(service);
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('says where patients and staff go, and how the first administrator is made', async () => {
    const code = await service.firstCode;
    expect(code).toMatch(/^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    expect(at.patients).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/video\/$/);
    expect(service.stderr()).toContain(`Open ${at.staff}first-administrator and use this code once`);
    const page = await fetch(`${at.staff}first-administrator`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('name="code"')]);
    // It opens the service to whoever reads it: never in a log that is collected.
    expect(service.stdout()).not.toContain(code);
  });

  test('is alive and ready, and counts without a word about persons', async () => {
    expect(await (await fetch(`${at.staff}healthz`)).json()).toEqual({ alive: true });
    const ready = await fetch(`${at.staff}readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
    const metrics = await fetch(`${at.staff}metrics`);
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    const text = await metrics.text();
    for (const line of ['visit_desk_desks 0', 'visit_desk_leader 1', 'visit_desk_store_up 1'])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('visit_desk_visits{phase="live"} 0');
  });

  test('the desk and sign-in are on the staff port', async () => {
    const desk = await fetch(`${at.staff}desk/`);
    expect([desk.status, await desk.text()]).toEqual([200, expect.stringContaining('<div id=')]);
    const signIn = await fetch(`${at.staff}sign-in`, { redirect: 'manual' });
    expect(signIn.headers.get('location')).toMatch(/^\/first-administrator/);
  });

  test.each(['healthz', 'readyz', 'metrics', 'desk/', 'sign-in', 'first-administrator', 'api/v1/visits', ''])(
    'the public port answers nothing of the staff: /%s',
    async (path) => {
      const { origin } = new URL(at.patients);
      for (const base of [`${origin}/`, at.patients]) {
        const answer = await fetch(`${base}${path}`, { redirect: 'manual' });
        expect(answer.status).toBe(404);
        expect(await answer.text()).not.toMatch(/ready|visit_desk|name="code"|id="root"/);
      }
    },
  );

  test('another system gets in with a key that is made while the service runs', async () => {
    const visit = `${at.staff}api/v1/visits/${'v'.repeat(22)}`;
    const without = await fetch(visit);
    expect([without.status, without.headers.get('content-type')]).toEqual([
      401,
      expect.stringContaining('application/problem+json'),
    ]);
    const access = openSqliteStores(join(dataDir, 'access.sqlite'));
    await access.accounts.putSite({ id: 'north', name: 'North' });
    await access.close();
    const command = ['portal-key', 'add', 'Portal', '--site', 'North', '--embedded', '--data-dir', dataDir];
    const made = startService(command);
    expect(await made.ended).toBe(0);
    // What was read before the key counts for up to 5 s.
    const authorization = `Bearer ${made.stdout().trim()}`;
    await expect
      .poll(async () => (await fetch(visit, { headers: { authorization } })).status, { timeout: 10_000 })
      .toBe(404);
  }, 30_000);

  test('a second service on the same folder is refused', async () => {
    const second = startService(['--embedded', '--data-dir', dataDir, ...free]);
    expect(await second.ended).toBe(3);
    expect(second.stderr()).toContain('A service is running with this data folder already');
  });

  test('keeps keys and data for its user alone, and no secret elsewhere', async () => {
    for (const name of [
      'secrets/link-key',
      'secrets/field-key',
      'access.sqlite',
      'visits.sqlite',
      'keys.json',
    ])
      expect(statSync(join(dataDir, name)).mode & 0o077, name).toBe(0);
    const linkKey = readFileSync(join(dataDir, 'secrets/link-key'), 'utf8').trim();
    expect(Buffer.from(linkKey, 'base64url')).toHaveLength(32);
    for (const text of [
      service.stdout(),
      service.stderr(),
      readFileSync(join(dataDir, 'keys.json'), 'utf8'),
    ]) {
      expect(text).not.toContain(linkKey);
      expect(text).not.toContain('canary-5ec4e7');
    }
  });
});

describe('what keeps it from starting', () => {
  const refused = async (parameters: readonly string[], environment?: Readonly<Record<string, string>>) => {
    const service = startService(parameters, environment && { environment });
    return { code: await service.ended, told: service.stderr(), logged: service.stdout() };
  };

  test('a flag that it does not know; no database, in Russian', { timeout: patience }, async () => {
    const [flag, database] = await Promise.all([
      refused(['--embeded']),
      refused([], { LC_ALL: 'ru_RU.UTF-8', LANG: 'ru_RU.UTF-8' }),
    ]);
    expect([flag.code, database.code]).toEqual([2, 2]);
    expect(flag.told).toContain('--embeded');
    expect(database.told).toContain('Нет базы данных.');
  });

  test('a database that is away is waited for, until a signal', { timeout: patience }, async () => {
    const service = startService(
      ['--secrets-dir', temporaryFolder(), '--public-port', '0', '--staff-port', '0'],
      {
        environment: { VISIT_DESK_DATABASE: 'postgresql://u:canary-5ec4e7@127.0.0.1:1/d' },
      },
    );
    expect(await service.logged('postgres.waiting')).toMatchObject({ cause: 'ECONNREFUSED' });
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(service.stdout() + service.stderr()).not.toContain('canary');
  });

  test('a secret that others can read, a port that is taken', { timeout: patience }, async () => {
    const dataDir = temporaryFolder();
    const path = join(dataDir, 'secrets', 'client-secret');
    mkdirSync(join(dataDir, 'secrets'));
    writeFileSync(path, 'canary-5ec4e7\n');
    chmodSync(path, 0o640);
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const address = other.address();
    const port = String(typeof address === 'object' && address !== null ? address.port : 0);
    const [open, taken] = await Promise.all([
      refused(['--embedded', '--data-dir', dataDir, ...free]),
      refused(['--embedded', '--data-dir', temporaryFolder(), '--public-port', port, '--staff-port', '0']),
    ]);
    expect([open.code, taken.code]).toEqual([4, 1]);
    expect(open.told).toContain(`Others can read this secret: ${path}`);
    expect(open.told + open.logged).not.toContain('canary');
    expect(taken.told).toContain(
      `Port ${port} of 127.0.0.1 is used by another program. Choose another with --public-port`,
    );
  });
});
