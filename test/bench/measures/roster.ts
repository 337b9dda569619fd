/** How often the server is asked who is in the call: counted at the emulator, while a clock of our own runs fast. */
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { startEmulator, type Emulator } from '../../../src/emulator/index.ts';
import { openSqliteRepository } from '../../../src/main/visits/visitRepository.ts';
import { createFieldSealer } from '../../../src/main/visits/sealedField.ts';
import { createTrueConfClient } from '../../../src/main/trueconf/client.ts';
import { createVisits, type Visits } from '../../../src/main/visits/visitService.ts';
import { systemRandom } from '../../../src/main/system.ts';
import { ok } from '../../../src/shared/result.ts';
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts';
import { credentials, doctor } from '../../e2e/support/clinic.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { pollLimits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { quiet, take, type Measure } from '../world.ts';

type Situation = keyof typeof pollLimits;

interface Scene {
  readonly server: Emulator;
  readonly clock: FakeClock;
  readonly visits: Visits;
}

export const measureRoster: Measure = async () => {
  const { scene, close } = await openScene();
  try {
    return await oneVisit(scene);
  } finally {
    await close();
  }
};

async function openScene(): Promise<{ scene: Scene; close: () => Promise<void> }> {
  const server = await startEmulator({ ...credentials, users: [doctor] });
  const clock = new FakeClock();
  const log = recordingLog();
  const { clientId, clientSecret } = credentials;
  const secret = async (): Promise<string> => clientSecret;
  const client = createTrueConfClient({ origin: server.origin, clientId, secret, pin: null, clock, log });
  const sealer = createFieldSealer(systemRandom.bytes(32), systemRandom);
  const repository = openSqliteRepository({ path: ':memory:', sealer, clock, log });
  const owner = { id: doctor.id, name: doctor.displayName };
  const settings: Settings = { ...defaultSettings, doctors: { list: [owner], entry: 'own-account' } };
  const visits = createVisits({
    repository,
    client: async () => ok(client),
    settings: () => settings,
    linkKey: systemRandom.bytes(32),
    installationTag: 'visit-desk-0123456789abcdef',
    ports: { clock, random: systemRandom, log },
    joinOrigin: () => 'http://127.0.0.1:8765',
    shell: 'web',
  });
  await visits.start();
  const close = async (): Promise<void> => {
    await visits.stop();
    await client.close();
    await repository.close();
    await server.close();
  };
  return { scene: { server, clock, visits }, close };
}

async function oneVisit(scene: Scene): Promise<readonly Line[]> {
  const { visits, clock } = scene;
  const lines: Line[] = [];
  const count = async (situation: Situation): Promise<void> => {
    lines.push(lineOf(await callsIn(scene, situation)));
  };
  const made = await visits.desk.create();
  const url = made.ok ? made.value.link?.url : undefined;
  if (!made.ok || url === undefined) throw new Error('no visit could be made');
  const token = url.slice(url.lastIndexOf('/') + 1);
  await visits.door.report(token, null, { event: 'open', at: null, device: null, camera: null });
  await count('page-open');
  const pressed = await visits.door.press(token, 'A'.repeat(22), {
    name: 'Ivan',
    code: null,
    device: null,
    camera: null,
  });
  if (!pressed.ok || pressed.value.state !== 'going-in')
    throw new Error('the press did not lead into the call');
  await count('going-in');
  const leave = await enterRoom(pressed.value.url);
  await pass(scene, 6);
  await count('in-call');
  leave();
  // Missed at once, given up a minute later.
  await pass(scene, 75);
  await count('left');
  await visits.desk.end(made.value.id);
  await quiet(scene);
  await clock.advance(0);
  await count('ended');
  return lines;
}

/** Three minutes in one situation. Errors: rejects when the visit is in another one. */
async function callsIn(scene: Scene, situation: Situation): Promise<Parameters<typeof lineOf>[0]> {
  const { visits } = await scene.visits.desk.list();
  const word = visits[0]?.stage.word;
  if (word !== situation) throw new Error(`the visit is ${String(word)}, not ${situation}`);
  const roster = /^GET \/api\/v3\.11\/conferences\/[^/]+\/participants /;
  const values = await take(3, async () => {
    const before = scene.server.requests(roster);
    await pass(scene, 60);
    return scene.server.requests(roster) - before;
  });
  return { name: `roster poll: ${situation}`, unit: 'calls/min', values, limit: pollLimits[situation] };
}

/** Lets so many seconds pass, each with all that it brings. */
async function pass({ clock, server }: Scene, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    const before = server.log.length;
    await clock.advance(1_000);
    await delay(2);
    if (server.log.length > before) await quiet({ server });
  }
}

/** What the room's page does, without its pictures. Returns the way out. */
function enterRoom(address: string): Promise<() => void> {
  const { origin, host, pathname, hash } = new URL(address);
  const fragment = new URLSearchParams(hash.slice(1));
  const socket = new WebSocket(`ws://${host}/websocket/`, { origin });
  const hello = {
    type: 'hello',
    conference: pathname.split('/').at(-1),
    login: fragment.get('login'),
    token: fragment.get('token'),
  };
  return new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify(hello)));
    socket.on('error', reject);
    socket.on('message', (raw) => {
      const said = String(raw);
      if (said.includes('"welcome"')) socket.send(JSON.stringify({ type: 'enter' }));
      if (said.includes('"entered"')) resolve(() => socket.close());
      if (said.includes('"refused"')) reject(new Error('the room refused the guest'));
    });
  });
}
