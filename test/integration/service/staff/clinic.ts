/** A whole node in this process: accounts, the core against the emulator, the staff side and the portal's API. */
import { join } from 'node:path';
import {
  createPortal,
  createPortalKeys,
  openSqliteRequests,
  type PortalKeys,
  type PortalLimits,
} from '../../../../src/main/service/portal/index.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { onTestFinished } from 'vitest';
import { ScriptedVault } from '../../../fixtures/scriptedVault.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { clientSecret, doctor, emulator, settingsFor, startCore, type RunningCore } from '../../app/core.ts';
import { random, staffNode, type StaffNode } from './support.ts';

export interface Clinic extends StaffNode {
  readonly core: RunningCore;
  readonly keys: PortalKeys;
}

/** The doctor whom the emulator knows works at `north`. */
export async function startClinic(limits: Partial<PortalLimits> = {}): Promise<Clinic> {
  const server = await emulator();
  const clock = systemClock;
  const requests = openSqliteRequests(join(temporaryFolder(), 'portal.sqlite'));
  onTestFinished(() => requests.close());
  const document: { body?: unknown } = {};
  const keys = createPortalKeys(
    {
      read: async () => structuredClone(document.body),
      async change(next) {
        document.body = structuredClone(next(document.body) ?? document.body);
      },
    },
    clock,
    random,
  );
  let running: RunningCore | undefined;
  const core = (): RunningCore => {
    if (!running) throw new Error('no core yet');
    return running;
  };
  const node = await staffNode({
    clock,
    async core({ directory, people }) {
      const settings = { ...settingsFor(server), visits: { admission: 'waiting' } };
      const vault = new ScriptedVault();
      vault.kept.set('client-secret', clientSecret);
      running = await startCore({ settings, vault, config: serviceConfig(directory.doctors, people) });
      return running.app;
    },
    async register(app, { directory }) {
      const { router, visitView } = core().app;
      const portal = createPortal({
        ...{ router, visitView, directory, requests, keys, clock, random, limits },
        log: core().log,
      });
      await app.register(portal.plugin);
    },
  });
  return { ...node, core: core(), keys };
}

type Config = NonNullable<Parameters<typeof startCore>[0]>['config'];
type Site = NonNullable<NonNullable<Config>['site']>;

const serviceConfig = (doctors: Site['doctors'], people: Site['people']): NonNullable<Config> => ({
  shell: 'service',
  site: {
    doctors,
    people,
    joinPlace: {
      host: '127.0.0.1',
      port: 0,
      publicAddress: '',
      basePath: '',
      trustedProxies: [],
      certificateFile: '',
      keyFile: '',
    },
  },
});

/** An account for the doctor whom the emulator knows. */
export const doctorOf = (clinic: Pick<StaffNode, 'account'>) =>
  clinic.account({ role: 'doctor', trueconfId: doctor.id, name: doctor.displayName, siteIds: ['north'] });

/** A patient's press without a script. */
export const press = (link: string, name: string): Promise<Response> =>
  fetch(`${link}/join`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(link).origin },
    body: new URLSearchParams({ name }),
  });
