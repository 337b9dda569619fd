/**
 * The server's calls without Visit Desk around them: what one costs, and what TrueConf's sample "One-Click Web
 * Conference" does at each join (its server.js): token, create, run, get, software/clients, one after the other.
 */
import type { Pool } from 'undici';
import { credentials, doctor } from '../e2e/support/clinic.ts';
import { timed, take } from './world.ts';

const api = '/api/v3.11';

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

/** The body. Errors: rejects on every status but a success. */
async function send(pool: Pool, { method, path, token, json, form }: Call): Promise<string> {
  const type = json ? 'application/json' : form ? 'application/x-www-form-urlencoded' : undefined;
  const body = json ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : null;
  const answer = await pool.request({
    method,
    path,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(type !== undefined && { 'content-type': type }),
    },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} was answered with ${answer.statusCode}`);
  return text;
}

/** The value of one text field, wherever it stands: the answers are the emulator's own. */
const fieldOf = (text: string, name: string): string =>
  new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1] ?? '';

const fetchToken = async (pool: Pool): Promise<string> =>
  fieldOf(
    await send(pool, {
      method: 'POST',
      path: '/oauth2/v1/token',
      form: {
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      },
    }),
    'access_token',
  );

const create = async (pool: Pool, token: string): Promise<string> =>
  fieldOf(
    await send(pool, {
      method: 'POST',
      path: `${api}/conferences`,
      token,
      json: {
        type: 0,
        topic: 'Meeting with patient Ivan',
        owner: doctor.id,
        max_participants: 2,
        schedule: { type: -1 },
        allow_guests: true,
      },
    }),
    'id',
  );

/** One `create` with a token that is there, on a warm connection (ms each). */
export async function bareCreates(pool: Pool, count: number): Promise<number[]> {
  const token = await fetchToken(pool);
  return take(count, () => timed(() => create(pool, token)), 2);
}

/** One round trip: `run` of a conference that is there, on a warm connection (ms each). */
export async function bareRoundTrips(pool: Pool, count: number): Promise<number[]> {
  const token = await fetchToken(pool);
  const id = await create(pool, token);
  return take(
    count,
    () => timed(() => send(pool, { method: 'POST', path: `${api}/conferences/${id}/run`, token })),
    2,
  );
}

/** The sample's five calls (ms each time). Its connection is kept warm here, which is kinder than its own. */
export function sampleJoins(pool: Pool, count: number): Promise<number[]> {
  const guest = new URLSearchParams({ user: '2$ivan*Ivan', case: 'join_conference_button' });
  const join = async (): Promise<void> => {
    const token = await fetchToken(pool);
    const id = await create(pool, token);
    await send(pool, { method: 'POST', path: `${api}/conferences/${id}/run`, token });
    await send(pool, { method: 'GET', path: `${api}/conferences/${id}`, token });
    await send(pool, { method: 'GET', path: `${api}/software/clients?call_id=${id}&${guest}`, token });
  };
  return take(count, () => timed(join), 1);
}
