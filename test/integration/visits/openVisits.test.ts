import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../src/shared/result.ts';
import type { SecretName } from '../../../src/main/ports.ts';
import { openVisits, type Visits } from '../../../src/main/visits/index.ts';
import { loadInstallationTag } from '../../../src/main/visits/installation.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { fakeRandom } from '../../fixtures/fakeRandom.ts';
import { FakeServer } from '../../fixtures/fakeServer.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { clinicSettings, joinOrigin, must } from '../../fixtures/visitsHarness.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'visit-desk-open-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('the visits of a data folder', () => {
  it('are the same after a restart: link, label, mark of the installation', async () => {
    const server = new FakeServer();
    const secrets = new Map<SecretName, string>();
    const open = (seed: string): Promise<Visits> =>
      openVisits({
        dataDir,
        client: async () => ok(server),
        settings: () => clinicSettings,
        joinOrigin: () => joinOrigin,
        shell: 'desktop',
        ports: {
          clock: new FakeClock(),
          random: fakeRandom(seed),
          log: recordingLog(),
          secretBox: {
            status: async () => ({ strength: 'strong', lasting: true }),
            get: async (name) => secrets.get(name),
            set: async (name, value) => void secrets.set(name, value),
            delete: async (name) => void secrets.delete(name),
          },
        },
      });
    const first = await open('first');
    await first.start();
    const view = must(await first.desk.create());
    must(await first.desk.setLabel(view.id, 'Room 5'));
    await first.stop();
    const second = await open('second');
    await second.start();
    expect((await second.desk.list()).visits).toMatchObject([{ link: view.link, label: 'Room 5' }]);
    must(await second.desk.create());
    expect(server.created[1]?.tags[0]).toBe(server.created[0]?.tags[0]);
    await second.stop();
    expect(readdirSync(dataDir).sort()).toEqual(['installation', 'visits.sqlite']);
  });
});

describe('the mark of the installation', () => {
  it('is made once, for this user only, and anew when it is none', () => {
    const tag = loadInstallationTag(dataDir, fakeRandom('a'));
    expect(tag).toMatch(/^visit-desk-[0-9a-f]{16}$/);
    expect(loadInstallationTag(dataDir, fakeRandom('b'))).toBe(tag);
    const path = join(dataDir, 'installation');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, 'x');
    const renewed = loadInstallationTag(dataDir, fakeRandom('c'));
    expect(renewed).not.toBe(tag);
    expect(readFileSync(path, 'utf8')).toBe(`${renewed}\n`);
  });

  it('cannot be made where there is no folder', () => {
    expect(() => loadInstallationTag(join(dataDir, 'missing'), fakeRandom())).toThrow();
    writeFileSync(join(dataDir, 'file'), '');
    expect(() => loadInstallationTag(join(dataDir, 'file'), fakeRandom())).toThrow();
  });
});
