/** What an administrator sets up before the day begins, by the desk's own messages and not by hand: it is not what is tested. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import type { RequestChannel } from '../../../../src/shared/ipc/channels.ts';
import type { RequestInput } from '../../../../src/shared/ipc/contract.ts';
import { defaultSettings } from '../../../../src/shared/settings.ts';
import { doctor } from '../../support/clinic.ts';
import { phone, type House } from './house.ts';
import { names, password } from './staff.ts';

type Ask = <C extends RequestChannel>(channel: C, input: RequestInput<C>) => Promise<void>;

export interface People {
  /** Logins of reception beside Dr. Petrova. */
  readonly north: readonly string[];
  /** Of another site: its doctor, and reception. */
  readonly south?: { readonly doctor: string; readonly reception: string };
}

/** Administrator `admin`, the site North, Dr. Petrova, reception; waiting room; doctors enter as named guests. */
export async function setUp(house: House, { north, south }: People): Promise<void> {
  const [node] = house.nodes;
  if (!node) throw new Error('no node runs');
  const { direct } = node;
  const desk = await openDesk(direct, await firstAdministrator(direct, await house.firstCode()));
  await desk.ask('sites:put', { id: 'north', name: 'North' });
  const account = (login: string, site: string) => ({
    ...{ login, password, name: names[login] ?? login, siteIds: [site] },
  });
  const addDoctor = (login: string, site: string) =>
    desk.ask('people:create', { ...account(login, site), role: 'doctor', trueconfId: login });
  const addReception = (login: string, site: string) =>
    desk.ask('people:create', { ...account(login, site), role: 'reception', trueconfId: null });
  await addDoctor(doctor.id, 'north');
  for (const login of north) await addReception(login, 'north');
  if (south) {
    await desk.ask('sites:put', { id: 'south', name: 'South' });
    await addDoctor(south.doctor, 'south');
    await addReception(south.reception, 'south');
  }
  await desk.ask('settings:save', {
    linksMayDie: false,
    sections: {
      clinic: { name: 'City Clinic No. 5', phone, showDoctor: true },
      doctors: { list: [], entry: 'named-guest' },
      visits: { ...defaultSettings.visits, admission: 'waiting' },
    },
  });
  desk.close();
}

/** The cookie of the session. */
async function firstAdministrator(staff: string, code: string): Promise<string> {
  const answer = await fetch(`${staff}first-administrator`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(staff).origin },
    body: new URLSearchParams({ code, login: 'admin', password }),
  });
  if (answer.status !== 303) throw new Error(`first administrator: ${answer.status}`);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function openDesk(staff: string, cookie: string): Promise<{ ask: Ask; close(): void }> {
  const { origin } = new URL(staff);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/desk/socket`, {
    headers: { cookie, origin },
  });
  await once(socket, 'open');
  const answerTo = (id: number | null) =>
    new Promise<void>((resolve, reject) => {
      const hear = (data: WebSocket.RawData): void => {
        const message: { id?: number; ready?: boolean; envelope?: { ok: boolean; error?: unknown } } =
          JSON.parse(String(data));
        if (id === null ? message.ready !== true : message.id !== id) return;
        socket.off('message', hear);
        if (message.envelope?.ok === false) reject(new Error(JSON.stringify(message.envelope.error)));
        else resolve();
      };
      socket.on('message', hear);
      socket.once('close', (code) => reject(new Error(`closed ${code}`)));
    });
  const ready = answerTo(null);
  socket.send(JSON.stringify({ hello: { version: '0.1.0', protocol: 1 } }));
  await ready;
  let id = 0;
  return {
    ask(channel, input) {
      id += 1;
      const answer = answerTo(id);
      socket.send(JSON.stringify({ id, channel, input, key: randomBytes(16).toString('base64url') }));
      return answer;
    },
    close: () => socket.close(),
  };
}
