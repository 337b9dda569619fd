/** The portal's API over real HTTP, in front of the real core and the emulator. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { onlyDoctor } from '../../../../src/main/ipc/caller.ts';
import { openApiDocument } from '../../../../src/main/service/portal/openapi.ts';
import {
  portalLink,
  portalVisit,
  problem,
  type PortalLink,
  type PortalVisit,
} from '../../../../src/main/service/portal/schemas.ts';
import type { PortalLimits } from '../../../../src/main/service/portal/index.ts';
import { doctorOf, press, startClinic, type Clinic } from '../staff/clinic.ts';
import { DeskClient, newKey } from '../staff/deskClient.ts';

const hourMs = 3_600_000;
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

interface Asked {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

/** Every answer is held against the document that portals are written by. */
const document = z
  .object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
    ),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../docs/openapi.json'), 'utf8')));

async function startApi(limits: Partial<PortalLimits> = {}) {
  const clinic = await startClinic(limits);
  const doctor = await doctorOf(clinic);
  const key = await keyFor(clinic, 'Portal', ['north']);
  const ask = async (
    method: string,
    path: string,
    { body, headers, ...options }: Asked = {},
  ): Promise<Got> => {
    const answer = await fetch(`${clinic.origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${options.key ?? key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const json: unknown = await answer.json();
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
    const isLink = path.endsWith('/links');
    (isProblem ? problem : isLink ? portalLink : portalVisit).parse(json);
    const template = path.replace(/^(\/api\/v1\/visits)\/[^/]+/, '$1/{visitId}');
    const known = document.paths[template]?.[method.toLowerCase()];
    if (known) expect(Object.keys(known.responses)).toContain(String(answer.status));
    return { status: answer.status, headers: answer.headers, json };
  };
  const create = (body: object = {}, requestKey: string = newKey(), more: Asked = {}): Promise<Got> =>
    ask('POST', '/api/v1/visits', {
      body: { doctorId: doctor.trueconfId, ...body },
      ...more,
      headers: { 'idempotency-key': requestKey, ...more.headers },
    });
  return { clinic, doctor, key, ask, create };
}

async function keyFor({ keys }: Clinic, system: string, siteIds: readonly string[]): Promise<string> {
  const added = await keys.add(system, siteIds);
  if (!added.ok) throw new Error(added.error);
  return added.value.key;
}

const visitIn = ({ json }: Got): PortalVisit => portalVisit.parse(json);
const linkIn = ({ json }: Got): PortalLink => portalLink.parse(json);
const codeIn = ({ json }: Got): string => problem.parse(json).code;

test('a visit from plan to end', async () => {
  const { ask, create, clinic } = await startApi();
  const startsAt = later(5 * hourMs);
  const created = await create({ startsAt, label: 'Ivanova' });
  expect(created.status).toBe(201);
  const visit = visitIn(created);
  expect(visit).toMatchObject({ doctorId: 'petrova', phase: 'planned', startsAt, failure: null });
  expect(created.headers.get('location')).toBe(`/api/v1/visits/${visit.id}`);
  expect((await fetch(visit.link ?? '')).status).toBe(200);
  // The doctor's board has the name; the portal gets none back.
  const shown = await clinic.core.app.visitView(visit.id);
  expect(shown?.label).toBe('Ivanova');
  expect(JSON.stringify(created.json)).not.toContain('Ivanova');

  const path = `/api/v1/visits/${visit.id}`;
  const moved = visitIn(await ask('PATCH', path, { body: { startsAt: '2027-03-01T09:30:00+03:00' } }));
  expect(moved).toMatchObject({ startsAt: '2027-03-01T06:30:00.000Z', link: visit.link });
  expect(visitIn(await ask('GET', path))).toEqual(moved);
  const cancelled = await ask('DELETE', path);
  expect([cancelled.status, visitIn(cancelled).link]).toEqual([200, null]);
  expect((await ask('DELETE', path)).status).toBe(200);
  expect(codeIn(await ask('PATCH', path, { body: { startsAt } }))).toBe('visit-closed');
  expect(clinic.core.log.text()).not.toContain('Ivanova');
  expect(clinic.core.log.lines.filter(({ event }) => event === 'portal.asked').length).toBe(6);
});

test('a visit for now is made on the server; once it is made it cannot be moved, and nobody is thrown out of a call', async () => {
  const { ask, create, clinic } = await startApi();
  const visit = visitIn(await create());
  expect(visit.phase).toBe('live');
  const path = `/api/v1/visits/${visit.id}`;
  expect(codeIn(await ask('PATCH', path, { body: { startsAt: later(hourMs) } }))).toBe('visit-not-planned');
  expect((await press(visit.link ?? '', 'Anna')).status).toBeLessThan(400);
  const [anna] = (await clinic.core.app.visitView(visit.id))?.persons ?? [];
  const letIn = { visitId: visit.id, personIds: [anna?.id ?? ''] };
  await clinic.core.app.router.dispatch('persons:letIn', letIn, onlyDoctor);
  const read = await ask('GET', path);
  expect(visitIn(read).stage).toBe('going-in');
  expect(JSON.stringify(read.json)).not.toContain('Anna');
  expect(codeIn(await ask('DELETE', path))).toBe('visit-under-way');
});

test('one more link: for whom is on the board only; sent again it is the same; as many as fit and no more', async () => {
  const { ask, create, clinic, key } = await startApi();
  const visit = visitIn(await create());
  const path = `/api/v1/visits/${visit.id}`;
  const add = (label: string, requestKey: string, used: string = key): Promise<Got> =>
    ask('POST', `${path}/links`, {
      body: { label },
      key: used,
      headers: { 'idempotency-key': requestKey },
    });
  const answers = await Promise.all(['a', 'b', 'a', 'b', 'a'].map((one) => add(`Son ${one}`, `link-${one}`)));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
  const [a, b, ...again] = answers.map(linkIn);
  expect([a?.number, b?.number].sort()).toEqual([2, 3]);
  expect(again).toEqual([a, b, a]);
  expect((await press(a?.link ?? '', 'Boris')).status).toBeLessThan(400);
  const read = await ask('GET', path);
  const known = [a, b].toSorted((one, other) => (one?.number ?? 0) - (other?.number ?? 0));
  expect(visitIn(read)).toMatchObject({ link: visit.link, extraLinks: known });
  const shown = await clinic.core.app.visitView(visit.id);
  expect(shown?.extraLinks.map(({ label }) => label).sort()).toEqual(['Son a', 'Son b']);
  expect(JSON.stringify([...answers, read].map(({ json }) => json))).not.toMatch(/Son|Boris/);
  expect(clinic.core.log.text()).not.toMatch(/Son [ab]|Boris/);

  expect(codeIn(await add('Another', 'link-a'))).toBe('idempotency-key-reused');
  expect(codeIn(await add('Third', 'link-c'))).toBe('no-more-links');
  expect(codeIn(await ask('POST', `${path}/links`, { body: {} }))).toBe('idempotency-key-missing');
  const wrong = { body: { name: 'Boris' }, headers: { 'idempotency-key': 'k' } };
  expect((await ask('POST', `${path}/links`, wrong)).json).toMatchObject({ field: 'name' });
  const south = await keyFor(clinic, 'South', ['south']);
  expect(codeIn(await add('Son', 'link-d', south))).toBe('visit-not-found');
  expect(codeIn(await ask('GET', `${path}/links`))).toBe('method-not-allowed');
});

test('a request that is sent again makes one visit, also with the next key and at once; with another body it is refused', async () => {
  const { create, clinic, key } = await startApi();
  const next = await keyFor(clinic, 'Portal', ['north']);
  const requestKey = 'appointment-4711';
  const startsAt = later(24 * hourMs);
  const answers = await Promise.all(
    [key, next, key, next].map((used) => create({ startsAt }, requestKey, { key: used })),
  );
  expect(new Set(answers.map((answer) => visitIn(answer).id)).size).toBe(1);
  const changed = await create({ startsAt: later(48 * hourMs) }, requestKey);
  expect([changed.status, codeIn(changed)]).toEqual([409, 'idempotency-key-reused']);
  expect(visitIn(await create({ startsAt }, requestKey))).toEqual(visitIn(answers[0]!));
  const other = await keyFor(clinic, 'Other system', ['north']);
  expect(visitIn(await create({ startsAt }, requestKey, { key: other })).id).not.toBe(
    visitIn(answers[0]!).id,
  );
});

test('a request that was refused is mended and sent again under the same key; one that made something keeps it', async () => {
  const { ask, create, clinic } = await startApi();
  const startsAt = later(hourMs);
  expect(codeIn(await create({ startsAt: later(-hourMs) }, 'mended'))).toBe('time-not-possible');
  const made = await create({ startsAt }, 'mended');
  expect(made.status).toBe(201);
  expect(codeIn(await create({ startsAt: later(-hourMs) }, 'mended'))).toBe('idempotency-key-reused');
  expect(visitIn(await create({ startsAt }, 'mended')).id).toBe(visitIn(made).id);

  const path = `/api/v1/visits/${visitIn(made).id}`;
  const add = (visitId: string, label: string): Promise<Got> =>
    ask('POST', `/api/v1/visits/${visitId}/links`, {
      body: { label },
      headers: { 'idempotency-key': 'link' },
    });
  await ask('DELETE', path);
  expect(codeIn(await add(visitIn(made).id, 'Son'))).toBe('visit-closed');
  const next = visitIn(await create({ startsAt }));
  expect((await add(next.id, 'Son')).status).toBe(201);
  expect(codeIn(await add(next.id, 'Daughter'))).toBe('idempotency-key-reused');
  expect((await clinic.core.app.visitView(next.id))?.extraLinks).toHaveLength(1);
});

test('a key reaches the doctors of its sites and no others', async () => {
  const { ask, create, clinic } = await startApi();
  const south = await keyFor(clinic, 'South', ['south']);
  const visit = visitIn(await create({ startsAt: later(hourMs) }));
  const path = `/api/v1/visits/${visit.id}`;
  const missing = await ask('GET', '/api/v1/visits/nothing', { key: south });
  for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', { startsAt: later(hourMs) }]] as const) {
    const answer = await ask(method, path, { key: south, ...(body && { body }) });
    expect([answer.status, answer.json]).toEqual([404, missing.json]);
  }
  expect(codeIn(await create({}, newKey(), { key: south }))).toBe('doctor-unknown');
  expect(codeIn(await create({ doctorId: 'nobody' }))).toBe('doctor-unknown');
  expect(visitIn(await ask('GET', path)).phase).toBe('planned');
});

test('what is wrong is said with the field, and never with what stood in it', async () => {
  const { ask, create } = await startApi();
  const wrong: readonly (readonly [object, string])[] = [
    [{ startsAt: 'tomorrow' }, 'startsAt'],
    [{ startsAt: '2027-03-01T09:30:00' }, 'startsAt'],
    [{ doctorId: 7 }, 'doctorId'],
    [{ label: 'Ivanova'.repeat(20) }, 'label'],
    [{ patient: 'Ivanova' }, 'patient'],
  ];
  for (const [body, field] of wrong) {
    const answer = await create(body);
    expect(answer.json).toMatchObject({ status: 400, code: 'bad-request', field });
    expect(JSON.stringify(answer.json)).not.toMatch(/Ivanova|tomorrow/);
  }
  expect(codeIn(await create({ startsAt: later(-hourMs) }))).toBe('time-not-possible');
  expect(codeIn(await create({ startsAt: later(900 * 24 * hourMs) }))).toBe('time-not-possible');
  const post = (body: string, headers: Record<string, string>): Promise<Got> =>
    ask('POST', '/api/v1/visits', { body, headers: { 'idempotency-key': 'k', ...headers } });
  expect(codeIn(await post('{', {}))).toBe('bad-request');
  expect(codeIn(await post('{}', { 'content-type': 'text/plain' }))).toBe('not-json');
  expect(codeIn(await post(JSON.stringify({ label: 'x'.repeat(9_000) }), {}))).toBe('too-large');
  expect(codeIn(await ask('POST', '/api/v1/visits', { body: {} }))).toBe('idempotency-key-missing');
  expect(codeIn(await ask('PUT', '/api/v1/visits/x', { body: {} }))).toBe('method-not-allowed');
  expect(codeIn(await ask('GET', '/api/v1/doctors'))).toBe('not-found');
});

test('without a key, with a wrong or revoked one, or from a page nothing is done', async () => {
  const { ask, create, clinic, key } = await startApi();
  const bare = await fetch(`${clinic.origin}/api/v1/visits/x`);
  expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Visit Desk"']);
  expect(codeIn(await ask('GET', '/api/v1/visits/x', { key: `${key.slice(0, -1)}!` }))).toBe('key-unknown');
  const cookie = await clinic.signIn(await clinic.account({ role: 'administrator' }));
  expect((await fetch(`${clinic.origin}/api/v1/visits/x`, { headers: { cookie } })).status).toBe(401);
  for (const origin of ['https://portal.example', clinic.origin, 'null']) {
    const answer = await create({}, newKey(), { headers: { origin } });
    expect(codeIn(answer)).toBe('browser-origin');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  const preflight = await fetch(`${clinic.origin}/api/v1/visits`, {
    method: 'OPTIONS',
    headers: { origin: 'https://portal.example', 'access-control-request-method': 'POST' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  const [made] = await clinic.keys.list();
  await clinic.keys.revoke(made?.keyId ?? '');
  expect(codeIn(await create())).toBe('key-unknown');
  expect(clinic.core.log.text()).not.toContain(key.slice(-43));
});

test('too much is refused until the time is over, for one system only', async () => {
  const { ask, clinic } = await startApi({ perSystem: 3, failuresPerAddress: 4 });
  const other = await keyFor(clinic, 'Other system', ['north']);
  const read = (key?: string): Promise<Got> =>
    ask('GET', '/api/v1/visits/x', key === undefined ? {} : { key });
  const codes = [];
  for (let count = 0; count < 4; count += 1) codes.push(codeIn(await read()));
  expect(codes).toEqual([...Array<string>(3).fill('visit-not-found'), 'too-many-requests']);
  expect(Number((await read()).headers.get('retry-after'))).toBeGreaterThan(0);
  expect(codeIn(await read(other))).toBe('visit-not-found');
  const guesses = [];
  for (let count = 0; count < 5; count += 1) guesses.push(codeIn(await read(`wrong${count}`)));
  expect(guesses.at(-1)).toBe('too-many-requests');
  expect(codeIn(await read(other))).toBe('visit-not-found');
});

test('a visit of the portal stands on the boards of its doctor and reception at once', async () => {
  const { create, clinic, doctor } = await startApi();
  const desk = await DeskClient.open(clinic.origin, { cookie: await clinic.signIn(doctor) });
  const visit = visitIn(await create({ startsAt: later(hourMs) }));
  const heard = await desk.heard(({ event }) => event === 'visits:changed');
  expect(heard.payload).toMatchObject({ visit: { id: visit.id } });
});

test('the document is what the routes are', async () => {
  const file: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../docs/openapi.json'), 'utf8'),
  );
  // Written anew by `node scripts/openapi.ts`.
  expect(file).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  const { clinic } = await startApi();
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => [method.toUpperCase(), path.replace('{visitId}', ':visitId')] as const,
    ),
  );
  for (const [method, url] of documented) expect(clinic.app.hasRoute({ method, url })).toBe(true);
});
