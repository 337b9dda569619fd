/** Plays one run of hostile requests against fresh visits, beside the model that says what must become of them. */
import { expect } from 'vitest';
import type { VisitRecord } from '../../../src/main/visits/types.ts';
import { sha256Hex } from '../../../src/main/visits/links.ts';
import { expectBare, expectHarmless, isBare, type Secrets } from './invariants.ts';
import { ModelVisit, type Expected, type Seen } from './model.ts';
import { cookieOf, make, type Lane, type Made } from './requests.ts';
import { places, type Between, type ExchangeSpec, type Place, type Run } from './specs.ts';
import { exchange, type WireAnswer } from './wire.ts';
import { basePaths, type DoorName, type World } from './world.ts';

export interface Tally {
  /** Requests that were sent, whole or half; those with the token of a living visit among them. */
  sent: number;
  live: number;
  half: number;
  pipelined: number;
  /** Answers by their status, 0 for none. */
  readonly answers: Map<number, number>;
  readonly seen: Seen;
}

export const newTally = (): Tally => ({
  sent: 0,
  live: 0,
  half: 0,
  pipelined: 0,
  answers: new Map(),
  seen: new Map(),
});

interface Playing extends Lane {
  readonly models: Readonly<Record<Place, ModelVisit>>;
}

export async function play(world: World, run: Run, tally: Tally): Promise<void> {
  const lanes = await Promise.all(
    Array.from({ length: Math.max(...run.rounds.map((round) => round.lanes.length)) }, () =>
      openLane(world, run.door, tally),
    ),
  );
  const targets = lanes.flatMap((lane) => places.map((place) => lane.targets[place]));
  const cookies = targets.flatMap((target) => [0, 1, 2].map((who) => cookieOf(target, who)));
  const secrets: Secrets = {
    words: new Set([...world.tokens, ...cookies]),
    isProxied: run.door === 'proxied',
  };
  for (const { lanes: work, between } of run.rounds) {
    await Promise.all(
      work.map((exchanges, index) => playLane(world, lanes[index], exchanges, secrets, tally)),
    );
    await world.atRest();
    for (const lane of lanes) await compare(world, lane);
    for (const lane of lanes) await meanwhile(world, lane, between);
    await world.clock.advance(between.waitMs);
    for (const lane of lanes) await compare(world, lane);
  }
  for (const { id } of targets) await world.harness.visits.desk.end(id);
  await world.atRest();
  for (const { id } of targets) {
    const { persons } = await world.record(id);
    expect(persons.every(({ name, message }) => name === '' && message === null)).toBe(true);
  }
}

async function openLane(world: World, door: DoorName, { seen }: Tally): Promise<Playing> {
  const targets = { 0: await world.newTarget('waiting'), 1: await world.newTarget('straight') };
  const now = world.clock.now();
  const models = { 0: new ModelVisit('waiting', now, seen), 1: new ModelVisit('straight', now, seen) };
  return { port: world.ports[door], basePath: basePaths[door], targets, models, ended: world.ended };
}

async function meanwhile(
  world: World,
  { targets, models }: Playing,
  { doctor, waitMs }: Between,
): Promise<void> {
  const { desk } = world.harness.visits;
  for (const place of places) {
    const { id } = targets[place];
    const persons = (await world.record(id)).persons.map((person) => person.id);
    if (doctor === 'lets in') await desk.letIn(id, persons);
    if (doctor === 'declines') await desk.decline(id, persons);
    if (doctor === 'calls') for (const person of [null, ...persons]) await desk.callDone(id, person);
    models[place].doctor(doctor);
    models[place].wait(waitMs);
  }
}

async function playLane(
  world: World,
  lane: Playing | undefined,
  exchanges: readonly ExchangeSpec[],
  secrets: Secrets,
  tally: Tally,
): Promise<void> {
  if (!lane) return;
  for (const spec of exchanges) {
    await playExchange(lane, spec, secrets, tally);
    await world.answered(places.map((place) => lane.targets[place].token));
  }
}

async function playExchange(
  lane: Playing,
  spec: ExchangeSpec,
  secrets: Secrets,
  tally: Tally,
): Promise<void> {
  const made = pipeline(lane, spec);
  const last = made.at(-1);
  if (!last) return;
  const cut = last.canBeHalf ? spec.cut : null;
  const isHalf = cut !== null;
  const expected = made.map(({ meaning, spec: { place } }, index): Expected =>
    isHalf && index === made.length - 1
      ? { outcome: 'refused', address: false }
      : lane.models[place].request(meaning),
  );
  const answers = await exchange({
    port: lane.port,
    parts: partsOf(made, cut ?? 1_000, spec.splits),
    heads: made.map(({ isHead }) => isHead),
    answers: isHalf ? made.length - 1 : made.length,
    ending: isHalf ? spec.ending : 'drop',
  });
  count(tally, made, isHalf, answers);
  const mayEndEarly = isHalf || last.fate !== 'open';
  if (!mayEndEarly) expect(answers.length).toBe(made.length);
  answers.forEach((answer, index) => {
    const [request, what] = [made[index], expected[index]];
    if (isBare(answer) && mayEndEarly) expectBare(answer);
    else if (request && what) expectHarmless(answer, request, what, secrets);
    else throw new Error('an answer to nothing');
  });
}

/** Requests of one write, up to what ends the connection, or to a second that changes the same visit. */
function pipeline(lane: Lane, { requests }: ExchangeSpec): readonly Made[] {
  const changed = new Set<Place>();
  const made: Made[] = [];
  for (const spec of requests) {
    const one = make(spec, lane);
    const changes = !ModelVisit.isIdle(one.meaning);
    // Requests of one connection are worked on at once: only their answers keep the order.
    if (changes && changed.has(spec.place)) break;
    if (changes) changed.add(spec.place);
    made.push(one);
    if (one.fate !== 'open') break;
  }
  return made;
}

function partsOf(made: readonly Made[], cut: number, splits: readonly number[]): readonly Buffer[] {
  const last = made.at(-1)?.bytes ?? Buffer.alloc(0);
  const all = Buffer.concat([
    ...made.slice(0, -1).map(({ bytes }) => bytes),
    last.subarray(0, Math.floor((last.length * cut) / 1_000)),
  ]);
  const marks = [
    0,
    ...[...splits].sort((a, b) => a - b).map((split) => Math.floor((all.length * split) / 1_000)),
    all.length,
  ];
  return marks.slice(1).map((mark, index) => all.subarray(marks[index], mark));
}

function count(tally: Tally, made: readonly Made[], isHalf: boolean, answers: readonly WireAnswer[]): void {
  tally.sent += made.length;
  tally.live += made.filter(({ spec }) => spec.link === 'live').length;
  if (isHalf) tally.half += 1;
  if (made.length > 1) tally.pipelined += made.length;
  made.forEach((_one, index) => {
    const status = answers[index]?.status ?? 0;
    tally.answers.set(status, (tally.answers.get(status) ?? 0) + 1);
  });
}

/** The store must hold exactly what the model says. */
async function compare(world: World, lane: Playing): Promise<void> {
  for (const place of places) {
    const model = lane.models[place];
    const target = lane.targets[place];
    const record = await world.record(target.id);
    const known = new Map([0, 1, 2].map((who) => [sha256Hex(cookieOf(target, who)), cookieOf(target, who)]));
    expect(stored(record, known)).toEqual({ persons: sortedByText(model.persons), link: model.link });
  }
}

/** `known`: cookies by their hash. */
function stored({ visit, persons }: VisitRecord, known: ReadonlyMap<string, string>): unknown {
  const kept = persons.map(({ browserKey, name, state, since, pressedAt, seatAt, addressAt, page }) => ({
    browser: known.get(browserKey) ?? null,
    name,
    state,
    since,
    pressedAt,
    seatAt,
    addressAt,
    page,
  }));
  const [link] = visit.links;
  return {
    persons: sortedByText(kept),
    link: { openedAt: link?.openedAt ?? null, page: link?.page ?? null },
  };
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
const sortedByText = <T>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
