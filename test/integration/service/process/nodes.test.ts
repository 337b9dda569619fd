/** Two nodes of the service over one PostgreSQL, one of which is killed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../../../src/main/launch/build.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { root, startService, type ServiceProcess } from './serviceProcess.ts';
import {
  clientSecret,
  createAdministrator,
  createClinic,
  createDoctor,
  namesOf,
  openDesk,
  press,
  signIn,
  typed,
  waitingVisit,
} from './world.ts';

let postgres: PostgresServer;

beforeAll(async () => {
  ensureBuilt(root, () => undefined);
  postgres = await startPostgres();
}, 180_000);

afterAll(() => postgres.dispose());

/** The secrets of a node in a folder of its own. */
function secretsDir(database: string, keySign: string): string {
  const dir = join(temporaryFolder(), 'secrets');
  mkdirSync(dir, { mode: 0o700 });
  const key = (sign: string) => Buffer.alloc(32, sign).toString('base64url');
  const secrets = {
    database,
    'client-secret': clientSecret,
    'link-key': key(keySign),
    'field-key': key('f'),
  };
  for (const [name, value] of Object.entries(secrets)) writeFileSync(join(dir, name), value, { mode: 0o600 });
  return dir;
}

async function leads(staff: string): Promise<boolean> {
  return (await (await fetch(`${staff}metrics`)).text()).includes('\nvisit_desk_leader 1\n');
}

test(
  'what one node does the other shows; when one is killed the other leads and serves',
  { timeout: 90_000 },
  async () => {
    const clinic = await createClinic();
    const database = await postgres.database();
    const start = (keySign: string): ServiceProcess =>
      startService(
        [
          '--secrets-dir',
          secretsDir(database, keySign),
          '--print-urls',
          '--public-port',
          '0',
          '--staff-port',
          '0',
        ],
        clinic,
      );
    const one = start('l');
    const at = await one.running;
    const administrator = await openDesk(at.staff, await createAdministrator(at.staff, await one.firstCode));
    await createDoctor(administrator);
    // A third one with another link key would kill every link.
    const [other, stranger] = [start('l'), start('x')];
    const otherAt = await other.running;
    expect(await stranger.ended).toBe(4);
    expect(stranger.stderr()).toContain('These keys are not those');
    expect([await leads(at.staff), await leads(otherAt.staff)]).toEqual([true, false]);

    const desk = await openDesk(at.staff, await signIn(at.staff, 'petrova'));
    const otherDesk = await openDesk(otherAt.staff, await signIn(otherAt.staff, 'petrova'));
    const url = await waitingVisit(desk);
    const path = new URL(url).pathname.slice(1);
    await press(`${otherAt.patients}${path}`);
    await desk.client.heard(({ payload }) => JSON.stringify(payload).includes(typed));
    expect(await namesOf(otherDesk)).toEqual([`${typed}: waiting`]);

    // A doctor who was made at one node owns visits at the other, long before that looks by itself.
    await createDoctor(administrator, 'sidorova');
    const newDesk = await openDesk(otherAt.staff, await signIn(otherAt.staff, 'sidorova'));
    const planned = { startsAt: Date.now() + 86_400_000 };
    const create = (): Promise<string> => newDesk.client.outcome('visits:create', planned);
    await expect.poll(create, { timeout: 5_000 }).toBe('ok');

    one.child.kill('SIGKILL');
    await one.ended;
    await other.logged('service.leader');
    await expect.poll(() => leads(otherAt.staff)).toBe(true);
    expect(await namesOf(otherDesk)).toEqual([`${typed}: waiting`]);
    expect(await otherDesk.client.outcome('visits:create', {})).toBe('ok');

    // PostgreSQL gone: not ready, and back by itself.
    await postgres.stop('crash');
    const ready = async (): Promise<unknown> => (await fetch(`${otherAt.staff}readyz`)).json();
    await expect.poll(ready, { timeout: 10_000 }).toEqual({ ready: false, reasons: ['store-away'] });
    expect((await fetch(`${otherAt.staff}healthz`)).status).toBe(200);
    await postgres.start();
    await expect.poll(ready, { timeout: 10_000 }).toEqual({ ready: true, reasons: [] });

    for (const said of [one.stdout(), one.stderr(), other.stdout(), other.stderr(), stranger.stderr()]) {
      expect(said).not.toContain(database);
      expect(said).not.toMatch(/Canaryname|canary-5ec4e7/);
    }
  },
);
