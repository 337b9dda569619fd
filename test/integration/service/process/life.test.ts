/** A service that is stopped and started again while a patient waits, whose secret is exchanged meanwhile. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../../../src/main/launch/build.ts';
import { root, startService } from './serviceProcess.ts';
import {
  clientSecret,
  createAdministrator,
  createClinic,
  createDoctor,
  openDesk,
  namesOf,
  press,
  signIn,
  typed,
  waitingVisit,
} from './world.ts';

beforeAll(() => {
  ensureBuilt(root, () => undefined);
}, 180_000);

const portOf = (url: string): string => new URL(url).port;

test(
  'a patient who waits keeps the place; the stream says bye; desks come back',
  { timeout: 90_000 },
  async () => {
    const clinic = await createClinic();
    // The server knows the next one only: the former was taken back at noon.
    clinic.writeSecret('client-secret', 'canary-5ec4e7-former');
    clinic.writeSecret('client-secret-next', clientSecret);
    const first = startService([...clinic.flags, '--public-port', '0', '--staff-port', '0'], clinic);
    const { patients, staff } = await first.running;
    const administrator = await openDesk(staff, await createAdministrator(staff, await first.firstCode));
    await createDoctor(administrator);
    await first.logged('secret.rejected-other-tried');
    first.child.kill('SIGHUP');
    await first.logged('secret.promoted');
    // The test visit left nothing behind.
    expect(clinic.server.conferences()).toEqual([]);
    const cookie = await signIn(staff, 'petrova');
    const doctor = await openDesk(staff, cookie);
    const url = await waitingVisit(doctor);
    expect(url.startsWith(patients)).toBe(true);
    const browser = await press(url);
    expect(await namesOf(doctor)).toEqual([`${typed}: waiting`]);
    const stream = await fetch(`${url}/events`, { headers: { cookie: browser } });
    expect(stream.status).toBe(200);
    const heard = stream.text();
    expect(await (await fetch(`${staff}metrics`)).text()).toContain('\nvisit_desk_streams 1\n');

    const stoppedAt = performance.now();
    first.child.kill('SIGTERM');
    expect(await doctor.client.closed).toBe(1001);
    expect(await heard).toContain('event: bye');
    expect(await first.ended).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);

    const ports = ['--public-port', portOf(patients), '--staff-port', portOf(staff)];
    const second = startService([...clinic.flags, ...ports], clinic);
    expect(await second.running).toEqual({ patients, staff });
    expect(await (await fetch(url, { headers: { cookie: browser } })).text()).toContain(
      'data-state="waiting"',
    );
    // The same session, the same place.
    const again = await openDesk(staff, cookie);
    expect(await namesOf(again)).toEqual([`${typed}: waiting`]);
    expect(second.stderr()).not.toContain('administrator');
    expect(second.stdout()).not.toContain('secret.rejected');
    const text = await (await fetch(`${staff}metrics`)).text();
    expect(text).toContain('visit_desk_visits{phase="live"} 1');
    expect(text).toContain('visit_desk_desks 1');

    // Not a name, not a secret, nowhere but in sealed fields and in the files of the secrets.
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    const files = readdirSync(clinic.dataDir, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(clinic.dataDir, name), 'latin1'));
    for (const said of [first.stdout(), first.stderr(), second.stdout(), second.stderr(), text, ...files]) {
      expect(said).not.toContain('Canaryname');
      expect(said).not.toContain('canary-5ec4e7');
    }
  },
);
