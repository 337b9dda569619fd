/** A clinic: the service as a process, a TrueConf Server, an administrator, a doctor at a desk, and a patient. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEmulator, type Emulator } from '../../../../src/emulator/index.ts';
import { requests, type RequestInput, type RequestOutput } from '../../../../src/shared/ipc/contract.ts';
import type { RequestChannel } from '../../../../src/shared/ipc/channels.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { DeskClient, type ConnectOptions } from '../staff/deskClient.ts';

export const clientSecret = 'canary-5ec4e7-right';
/** What must stand in sealed fields only. */
export const label = 'Canaryname Label';
export const typed = 'Canaryname Typed';
const password = 'correct horse battery staple 7';

export interface Clinic {
  readonly server: Emulator;
  readonly dataDir: string;
  /** Flags and environment of a service for this clinic. */
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  writeSecret(name: string, value: string): void;
}

export async function createClinic(): Promise<Clinic> {
  const clientId = 'c'.repeat(40);
  const doctor = { id: 'petrova', displayName: 'Dr. Petrova', password: 'own-account' };
  const server = await startEmulator({ clientId, clientSecret, users: [doctor] });
  onTestFinished(() => server.close());
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'secrets'), { mode: 0o700 });
  return {
    server,
    dataDir,
    flags: ['--embedded', '--data-dir', dataDir, '--print-urls'],
    environment: { VISIT_DESK_SERVER: server.origin, VISIT_DESK_CLIENT_ID: clientId },
    writeSecret: (name, value) =>
      writeFileSync(join(dataDir, 'secrets', name), `${value}\n`, { mode: 0o600 }),
  };
}

async function post(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const { origin } = new URL(url);
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin },
    body: new URLSearchParams(fields),
  });
}

const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

/** The cookie of the first administrator. */
export async function createAdministrator(staff: string, code: string, own = password): Promise<string> {
  const made = await post(`${staff}first-administrator`, { code, login: 'admin', password: own });
  if (made.status !== 303) throw new Error(`first administrator: ${made.status} ${await made.text()}`);
  return cookieOf(made);
}

export async function signIn(staff: string, login: string): Promise<string> {
  const answer = await post(`${staff}sign-in`, { login, password });
  if (answer.status !== 303) throw new Error(`sign-in: ${answer.status}`);
  return cookieOf(answer);
}

export interface Desk {
  readonly client: DeskClient;
  /** Errors: rejects with the code of what is refused. */
  ask<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<RequestOutput<C>>;
}

export async function openDesk(
  staff: string,
  cookie: string,
  options: Pick<ConnectOptions, 'keep'> = {},
): Promise<Desk> {
  const client = await DeskClient.open(new URL(staff).origin, { cookie, ...options });
  return {
    client,
    ask: (channel, input) => askAt(client, channel, input),
  };
}

async function askAt<C extends RequestChannel>(
  client: DeskClient,
  channel: C,
  input: RequestInput<C>,
): Promise<RequestOutput<C>> {
  const envelope = await client.ask(channel, input);
  if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.code}`);
  const { value } = envelope;
  const isOutput = (candidate: unknown): candidate is RequestOutput<C> =>
    requests[channel].output.safeParse(candidate).success;
  if (!isOutput(value)) throw new Error(`${channel}: not by the contract`);
  return value;
}

/** An account of the doctor `petrova` at one site, made by the administrator. */
export async function createDoctor(administrator: Desk, login = 'petrova'): Promise<void> {
  await administrator.ask('sites:put', { id: 'north', name: 'North' });
  await administrator.ask('people:create', {
    name: 'Dr. Petrova',
    role: 'doctor',
    siteIds: ['north'],
    trueconfId: login,
    login,
    password,
  });
}

/** A visit whose patient must be let in; its link. */
export async function waitingVisit(desk: Desk): Promise<string> {
  const { id, link } = await desk.ask('visits:create', { label });
  if (link?.url == null) throw new Error('the visit has no link');
  await desk.ask('visits:setAdmission', { visitId: id, admission: 'waiting' });
  return link.url;
}

/** Presses Join; the cookie of the browser. */
export async function press(url: string): Promise<string> {
  const page = await fetch(url);
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const pressed = await fetch(`${url}/join`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: new URL(url).origin },
    body: new URLSearchParams({ name: typed }),
  });
  if (pressed.status >= 400) throw new Error(`press: ${pressed.status} ${await pressed.text()}`);
  return cookie;
}

/** `NAME: state` of everybody on this desk's board. */
export const namesOf = async (desk: Desk): Promise<readonly string[]> => {
  const { visits } = await desk.ask('visits:list', {});
  return visits.flatMap(({ persons }) => persons.map(({ name, state }) => `${name}: ${state}`));
};
