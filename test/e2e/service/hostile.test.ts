/**
 * The property test of the patient's page once more, against the service as a process: under its base path the public
 * listener answers the page and nothing else, whatever is asked of it.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { service as sentences } from '../../../src/shared/i18n/en/service.ts';
import { expectBare, expectHarmless, isBare, type Secrets } from '../../integration/hostile/invariants.ts';
import { ModelVisit, type Expected, type Seen } from '../../integration/hostile/model.ts';
import { cookieOf, make, type Lane, type Made } from '../../integration/hostile/requests.ts';
import { places, runs, type ExchangeSpec, type Place, type Run } from '../../integration/hostile/specs.ts';
import { exchange } from '../../integration/hostile/wire.ts';
import type { Target } from '../../integration/hostile/world.ts';
import { root, startService } from '../../integration/service/process/serviceProcess.ts';
import {
  createAdministrator,
  createClinic,
  createDoctor,
  openDesk,
  signIn,
  type Desk,
} from '../../integration/service/process/world.ts';

/** More would need more commands than one account may give in two minutes. */
const wanted = 1_000;
const basePath = '/video';

interface Playing extends Lane {
  readonly models: Readonly<Record<Place, ModelVisit>>;
}

interface World {
  readonly port: number;
  /** A desk of the doctor's, with a budget of its own. */
  desk(): Promise<Desk>;
  readonly ended: string;
  readonly tokens: Set<string>;
  /** The page's own script, whose words are not answers. */
  readonly script: string;
  readonly seen: Seen;
  sent: number;
  readonly statuses: Set<number>;
}

it('hostile requests to the service', { timeout: 120_000 }, async () => {
  ensureBuilt(root, () => undefined);
  const clinic = await createClinic();
  const ports = ['--public-port', '0', '--staff-port', '0'];
  const service = startService([...clinic.flags, ...ports, '--base-path', basePath], {
    environment: { ...clinic.environment, VISIT_DESK_CLIENT_SECRET: 'canary-5ec4e7-right' },
  });
  const { patients, staff } = await service.running;
  await createDoctor(await openDesk(staff, await createAdministrator(staff, await service.firstCode)));
  const cookie = await signIn(staff, 'petrova');
  const tokens = new Set<string>();
  const desk = (): Promise<Desk> => openDesk(staff, cookie);
  const first = await desk();
  const past = await newVisit(first, tokens);
  await first.ask('visits:end', { visitId: past.id });
  const { token } = await newVisit(first, tokens);
  const page = await (await fetch(`${patients}v/${token}`)).text();
  const script = /<script[^>]*>.*<\/script>/s.exec(page)?.[0] ?? 'the page has no script';
  const world: World = {
    ...{ port: Number(new URL(patients).port), desk, ended: past.token, tokens, script },
    ...{ seen: new Map(), sent: 0, statuses: new Set() },
  };
  while (world.sent < wanted) {
    const run = runs({ rounds: 4, lanes: 3, exchanges: 30 });
    await fc.assert(
      fc.asyncProperty(run, (one) => play(world, one)),
      { numRuns: 1, endOnFailure: true },
    );
  }
  console.log(`${world.sent} hostile requests`, [...world.statuses].sort());
  for (const what of ['first press', 'address', 'report', 'call', 'hand-over', 'page of a person'])
    expect(world.seen.get(what) ?? 0, what).toBeGreaterThan(0);
  expect([...world.statuses].filter((status) => status >= 500)).toEqual([]);
  expect(service.stdout()).not.toMatch(/join-failed|join-press-failed/);
  const [crashed = ''] = sentences.crashed.split('(');
  expect(service.stderr()).not.toContain(crashed);
  expect(service.child.exitCode).toBeNull();
  const words = new Set(service.stdout().match(/(?<![\w-])[\w-]{22}(?![\w-])/g));
  expect([...tokens].filter((token) => words.has(token))).toEqual([]);
});

async function newVisit(desk: Desk, tokens: Set<string>): Promise<{ id: string; token: string }> {
  const { id, link } = await desk.ask('visits:create', {});
  const token = link?.url.split('/').at(-1) ?? '';
  tokens.add(token);
  return { id, token };
}

async function newTarget(desk: Desk, admission: Target['admission'], tokens: Set<string>): Promise<Target> {
  const { id, token: revoked } = await newVisit(desk, tokens);
  await desk.ask('visits:setAdmission', { visitId: id, admission });
  const { link } = await desk.ask('visits:newLink', { visitId: id });
  const token = link?.url.split('/').at(-1) ?? '';
  tokens.add(token);
  return { id, token, revoked, admission };
}

async function play(world: World, run: Run): Promise<void> {
  const desk = await world.desk();
  const now = Date.now();
  const lanes: Playing[] = [];
  for (const _lane of run.rounds[0]?.lanes ?? []) {
    const { port, ended, tokens, seen } = world;
    const targets = {
      0: await newTarget(desk, 'waiting', tokens),
      1: await newTarget(desk, 'straight', tokens),
    };
    const models = { 0: new ModelVisit('waiting', now, seen), 1: new ModelVisit('straight', now, seen) };
    lanes.push({ port, basePath, targets, models, ended });
  }
  const cookies = lanes.flatMap(({ targets }) =>
    places.flatMap((place) => [0, 1, 2].map((who) => cookieOf(targets[place], who))),
  );
  const secrets: Secrets = { words: new Set([...world.tokens, ...cookies]), isProxied: false };
  for (const { lanes: work, between } of run.rounds) {
    await Promise.all(lanes.map((lane, index) => playLane(world, lane, work[index] ?? [], secrets)));
    if (between.doctor === 'lets in' || between.doctor === 'declines')
      for (const lane of lanes) await decides(desk, lane, between.doctor);
  }
  desk.client.socket.close();
}

/** About everybody whom the board shows. */
async function decides(
  desk: Desk,
  { targets, models }: Playing,
  deed: 'lets in' | 'declines',
): Promise<void> {
  const { visits } = await desk.ask('visits:list', {});
  for (const place of places) {
    const visitId = targets[place].id;
    const personIds = visits.find(({ id }) => id === visitId)?.persons.map(({ id }) => id) ?? [];
    if (personIds.length === 0) continue;
    await desk.ask(deed === 'lets in' ? 'persons:letIn' : 'persons:decline', { visitId, personIds });
    models[place].doctor(deed);
  }
}

async function playLane(
  world: World,
  lane: Playing,
  exchanges: readonly ExchangeSpec[],
  secrets: Secrets,
): Promise<void> {
  for (const spec of exchanges) {
    const made = together(lane, spec);
    const last = made.at(-1);
    if (!last) continue;
    const cut = last.canBeHalf ? spec.cut : null;
    const isHalf = cut !== null;
    const expected = made.map(({ meaning, spec: { place } }, index): Expected =>
      isHalf && index === made.length - 1
        ? { outcome: 'refused', address: false }
        : lane.models[place].request(meaning),
    );
    const answers = await exchange({
      port: lane.port,
      parts: [bytesOf(made, cut ?? 1_000)],
      heads: made.map(({ isHead }) => isHead),
      answers: isHalf ? made.length - 1 : made.length,
      ending: isHalf ? spec.ending : 'drop',
    });
    world.sent += made.length;
    const mayEndEarly = isHalf || last.fate !== 'open';
    if (!mayEndEarly) expect(answers.length).toBe(made.length);
    answers.forEach((answer, index) => {
      const [request, what] = [made[index], expected[index]];
      world.statuses.add(answer.status);
      if (isBare(answer) && mayEndEarly) expectBare(answer);
      else if (request && what)
        expectHarmless({ ...answer, text: ownWordsOf(answer.text, world) }, request, what, secrets);
      else throw new Error('an answer to nothing');
    });
  }
}

/** Without the page's script, and without the name that the call's address holds for the server. */
const ownWordsOf = (text: string, { script }: World): string =>
  text.replace(script, '').replaceAll(/#login=[^\s"<]*/g, '#login=');

/**
 * Requests of one write that change different visits. What ends the connection comes alone: nobody here could tell when
 * the process has done what was asked before it.
 */
function together(lane: Playing, { requests }: ExchangeSpec): readonly Made[] {
  const made: Made[] = [];
  const changed = new Set<Place>();
  for (const spec of requests) {
    const one = make(spec, lane);
    const changes = !ModelVisit.isIdle(one.meaning);
    if (one.fate !== 'open') return made.length === 0 ? [one] : made;
    if (changes && changed.has(spec.place)) return made;
    if (changes) changed.add(spec.place);
    made.push(one);
  }
  return made;
}

function bytesOf(made: readonly Made[], cut: number): Buffer {
  const last = made.at(-1)?.bytes ?? Buffer.alloc(0);
  const before = made.slice(0, -1).map(({ bytes }) => bytes);
  return Buffer.concat([...before, last.subarray(0, Math.floor((last.length * cut) / 1_000))]);
}
