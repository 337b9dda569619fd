/** An emulator, and a client of its API that hides nothing. */
import { z } from 'zod';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/index.ts';

export const credentials = { clientId: 'a'.repeat(40), clientSecret: 'b'.repeat(40) } as const;
export const doctor = { id: 'doctor1', displayName: 'Dr. Petrova', password: 'own account' } as const;
export const nurse = { id: 'nurse', displayName: 'Nurse Orlova', password: 'another' } as const;

export const start = (options: Partial<EmulatorOptions> = {}): Promise<Emulator> =>
  startEmulator({ ...credentials, users: [doctor, nurse], ...options });

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `null` when the text is not JSON. */
  readonly json: unknown;
}

export async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Not JSON: the test looks at the text.
  }
  return { status: response.status, headers: response.headers, text, json };
}

export const reasonOf = ({ json }: Answer): string | undefined =>
  z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string() })) }) }).safeParse(json).data
    ?.error.errors[0]?.reason;

export const newConference = {
  topic: 'Video visit',
  owner: doctor.id,
  type: 0,
  description: 'marker',
  allow_guests: true,
  max_participants: 4,
  schedule: { type: -1 },
  tags: ['visit-desk'],
};

const grantForm = {
  grant_type: 'client_credentials',
  client_id: credentials.clientId,
  client_secret: credentials.clientSecret,
};

export const askToken = (emulator: Emulator, fields: Readonly<Record<string, string>> = grantForm) =>
  call(`${emulator.origin}/oauth2/v1/token`, { method: 'POST', body: new URLSearchParams(fields) });

const tokenAnswer = z.object({ access_token: z.string() });
const conferenceAnswer = z.object({
  conference: z.looseObject({
    id: z.string(),
    url: z.string(),
    webclient_url: z.string(),
    owner: z.string(),
  }),
});
const clientsAnswer = z.object({
  clients: z.array(
    z.looseObject({
      type: z.string(),
      platform: z.string(),
      web_url: z.string().optional(),
      iframe: z.string().optional(),
    }),
  ),
});
export type ClientEntry = z.infer<typeof clientsAnswer>['clients'][number];

/** A client with a token. */
export class Api {
  readonly emulator: Emulator;
  readonly token: string;
  readonly version: string;

  private constructor(emulator: Emulator, token: string, version: string) {
    this.emulator = emulator;
    this.token = token;
    this.version = version;
  }

  static async of(emulator: Emulator, version = 'v3.11'): Promise<Api> {
    const { json } = await askToken(emulator);
    return new Api(emulator, tokenAnswer.parse(json).access_token, version);
  }

  send(method: string, path: string, body?: object): Promise<Answer> {
    return call(`${this.emulator.origin}/api/${this.version}/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async create(fields: object = {}) {
    const { json } = await this.send('POST', 'conferences', { ...newConference, ...fields });
    return conferenceAnswer.parse(json).conference;
  }

  /** A conference that runs. */
  async running(fields: object = {}) {
    const conference = await this.create(fields);
    await this.send('POST', `conferences/${conference.id}/run`);
    return conference;
  }

  /** Needs no token. */
  async clients(callId: string, user?: string): Promise<readonly ClientEntry[]> {
    const query = new URLSearchParams({ call_id: callId, ...(user !== undefined && { user }) });
    const { json } = await call(`${this.emulator.origin}/api/${this.version}/software/clients?${query}`);
    return clientsAnswer.parse(json).clients;
  }

  /** The address of the full web client. Errors: rejects when none is offered. */
  async guestUrl(callId: string, user?: string): Promise<string> {
    const urls = (await this.clients(callId, user)).map(({ web_url }) => web_url ?? '');
    const url = urls.find((candidate) => new URL(candidate).pathname.startsWith('/webrtc/'));
    if (url === undefined) throw new Error('no web client');
    return url;
  }
}
