/** All patients, in a process of the benchmark's own. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { createBalancer, type Balancer } from './balancer.ts';
import { enterRoom } from './callMember.ts';
import { WaitingPatient } from './waitingPatient.ts';
import { createLagMeter, forAll, serveWork } from './worker.ts';

/** What a page said, and what the card must then say. */
export interface SaidStage {
  readonly path: string;
  readonly word: 'asleep' | 'waiting';
  /** Epoch ms, before the request is sent. */
  readonly at: number;
}

export interface PressTime {
  /** From the press to the call's address. */
  readonly ms: number;
  readonly tries: number;
}

/** Between two patients who say something; a phone is out of sight for that long. */
const sayEveryMs = 100;
const hiddenMs = 600;
const pulseSpreadMs = 12_000;

let balancer: Balancer = createBalancer([]);
const waiting: WaitingPatient[] = [];
const inCalls: WebSocket[] = [];
/** Pages on which nobody has pressed yet, by their path. */
const open = new Map<string, WaitingPatient>();
let seats = 0;

async function hideAndComeBack(patient: WaitingPatient, said: SaidStage[]): Promise<void> {
  const { path } = patient;
  said.push({ path, word: 'asleep', at: Date.now() });
  await patient.reports('hidden');
  await delay(hiddenMs);
  said.push({ path, word: 'waiting', at: Date.now() });
  await patient.reports('back');
}

async function openPage(path: string): Promise<WaitingPatient> {
  const patient = new WaitingPatient(path, (seats += 1), balancer);
  await patient.opens();
  return patient;
}

async function timePress(path: string): Promise<PressTime & { readonly url: string }> {
  const patient = open.get(path) ?? (await openPage(path));
  open.delete(path);
  const startedAt = performance.now();
  const { url, tries } = await patient.goesIn();
  return { ms: performance.now() - startedAt, tries, url };
}

const talk = { isOn: false, ended: Promise.resolve<readonly SaidStage[]>([]) };

async function talkOn(): Promise<readonly SaidStage[]> {
  const said: SaidStage[] = [];
  const underWay: Promise<void>[] = [];
  for (let turn = 0; talk.isOn; turn += 1) {
    const patient = waiting[turn % waiting.length];
    // Everybody has had a turn: the first ones must be back before they go again.
    if (turn >= waiting.length && turn % waiting.length === 0) await Promise.all(underWay.splice(0));
    if (patient) underWay.push(hideAndComeBack(patient, said));
    await delay(sayEveryMs);
  }
  await Promise.all(underWay);
  return said;
}

const work = {
  async begin({ nodes }: { nodes: readonly string[] }): Promise<void> {
    balancer = createBalancer(nodes);
  },
  /** Resolves when each waits and has a stream. */
  async wait({ paths }: { paths: readonly string[] }): Promise<void> {
    await forAll(paths.entries(), 20, async ([index, path]) => {
      const patient = new WaitingPatient(path, (seats += 1), balancer);
      waiting.push(patient);
      await patient.waits((index / paths.length) * pulseSpreadMs);
    });
    await Promise.all(waiting.map((patient) => patient.served()));
  },
  /** Resolves when each is in the room. */
  async enterCalls({ paths }: { paths: readonly string[] }): Promise<void> {
    await forAll(paths, 4, async (path) => {
      const { url } = await timePress(path);
      inCalls.push(await enterRoom(url));
    });
  },
  /** For presses that come later. */
  async open({ paths }: { paths: readonly string[] }): Promise<void> {
    await forAll(paths, 4, async (path) => void open.set(path, await openPage(path)));
  },
  async press({ path }: { path: string }): Promise<PressTime> {
    const { ms, tries } = await timePress(path);
    return { ms, tries };
  },
  /** From now on pages go out of sight and come back, one after the other. */
  async startTalking(): Promise<void> {
    talk.isOn = true;
    talk.ended = talkOn();
    talk.ended.catch(() => undefined);
  },
  /** Errors: rejects when a report was not taken. */
  stopTalking(): Promise<readonly SaidStage[]> {
    talk.isOn = false;
    return talk.ended;
  },
  /** When the stream of each began last (epoch ms), once all have one from another node than this. */
  servedBeside: ({ node }: { node: string }): Promise<number[]> =>
    Promise.all(waiting.map((patient) => patient.served(node))),
  lag: createLagMeter(),
};
export type PatientWork = typeof work;

serveWork(work);
