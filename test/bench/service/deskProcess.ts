/** All desks of the clinic, in a process of the benchmark's own. */
import { setTimeout } from 'node:timers/promises';
import { requests, type VisitView } from '../../../src/shared/ipc/contract.ts';
import { createBalancer } from './balancer.ts';
import { StaffDesk, type DeskSpec } from './staffDesk.ts';
import { createLagMeter, forAll, serveWork } from './worker.ts';

/** The service answers a desk ten times a second for long, and no oftener. */
const askEveryMs = 150;

export interface MadeVisit {
  readonly id: string;
  /** Path of its link. */
  readonly path: string;
  readonly desk: number;
}

/** A stage on a card (epoch ms): at the first of the owner's desks, and at the last desk that shows it. */
export interface HeardStage {
  readonly visitId: string;
  readonly word: string;
  readonly ownerAt: number;
  readonly lastAt: number;
}

/** What of a visit must outlive a node. */
export interface KeptVisit {
  readonly id: string;
  readonly phase: VisitView['phase'];
  readonly persons: readonly { readonly id: string; readonly state: string; readonly pressedAt: number }[];
}

const desks: StaffDesk[] = [];
let heard: HeardStage[] = [];
/** The last one of each visit, which further desks may still hear of. */
const latest = new Map<string, { word: string; index: number; desks: Set<StaffDesk> }>();

function onVisit({ id, ownerId, stage: { word } }: VisitView, desk: StaffDesk): void {
  const at = Date.now();
  const isOwners = desk.spec.ownerId === ownerId;
  const known = latest.get(id);
  const former = known?.word === word ? heard[known.index] : undefined;
  if (!known || !former) {
    latest.set(id, { word, index: heard.length, desks: new Set([desk]) });
    heard.push({ visitId: id, word, ownerAt: isOwners ? at : Infinity, lastAt: at });
  } else if (!known.desks.has(desk)) {
    // Something else of the visit may change, and its stage is told again.
    known.desks.add(desk);
    const ownerAt = isOwners ? Math.min(former.ownerAt, at) : former.ownerAt;
    heard[known.index] = { ...former, ownerAt, lastAt: at };
  }
}

function deskAt(index: number): StaffDesk {
  const desk = desks[index];
  if (!desk) throw new Error('no such desk');
  return desk;
}

async function make(desk: number, admission: 'straight' | 'waiting'): Promise<MadeVisit> {
  const at = deskAt(desk);
  const view = requests['visits:create'].output.parse(await at.ask('visits:create', {}));
  if (!view.link || view.phase !== 'live') throw new Error(`a new visit is ${view.phase}`);
  if (view.admission !== admission) await at.ask('visits:setAdmission', { visitId: view.id, admission });
  return { id: view.id, path: new URL(view.link.url).pathname, desk };
}

const work = {
  /** Resolves when all are connected and have listed their boards; ms that each took. */
  async connect({
    specs,
    nodes,
  }: {
    specs: readonly DeskSpec[];
    nodes: readonly string[];
  }): Promise<number[]> {
    const balancer = createBalancer(nodes);
    const took: number[] = [];
    await forAll(specs.entries(), 20, async ([seat, spec]) => {
      const desk = new StaffDesk(spec, seat, balancer, { onVisit });
      desks[seat] = desk;
      const startedAt = Date.now();
      desk.open();
      took.push((await desk.served()) - startedAt);
    });
    return took;
  },
  /** One visit for each desk that is named, several at once. */
  async make({
    at,
    admission,
  }: {
    at: readonly number[];
    admission: 'straight' | 'waiting';
  }): Promise<MadeVisit[]> {
    const made: MadeVisit[] = [];
    await forAll(at.entries(), 16, async ([place, desk]) => {
      made[place] = await make(desk, admission);
    });
    return made;
  },
  async end({ id, desk }: MadeVisit): Promise<void> {
    await deskAt(desk).ask('visits:end', { visitId: id });
  },
  /** ms from the question to the whole board, each of `count` times; and how many visits it shows. */
  async timeBoard(asked: {
    desk: number;
    plannedBefore: number;
    count: number;
  }): Promise<{ ms: number[]; visits: number }> {
    const ms: number[] = [];
    let visits = 0;
    for (let round = 0; round < asked.count; round += 1) {
      const startedAt = performance.now();
      visits = (await deskAt(asked.desk).board(asked.plannedBefore)).length;
      ms.push(performance.now() - startedAt);
      await setTimeout(askEveryMs);
    }
    return { ms, visits };
  },
  /** What was heard since this was last asked. */
  async heard(): Promise<readonly HeardStage[]> {
    const told = heard;
    heard = [];
    latest.clear();
    return told;
  },
  /** All that these desks show. */
  async boards({ at }: { at: readonly number[] }): Promise<KeptVisit[]> {
    const seen = new Map<string, KeptVisit>();
    await forAll(at, 4, async (index) => {
      for (const { id, phase, persons } of await deskAt(index).board())
        seen.set(id, {
          id,
          phase,
          persons: persons.map(({ id: personId, state, pressedAt }) => ({ id: personId, state, pressedAt })),
        });
    });
    return [...seen.values()];
  },
  /** When each was served last (epoch ms), once all are by another node than this. */
  servedBeside: ({ node }: { node: string }): Promise<number[]> =>
    Promise.all(desks.map((desk) => desk.served(node))),
  lag: createLagMeter(),
};
export type DeskWork = typeof work;

serveWork(work);
