/** What a card says: a pure function of the visit, its persons and the clock. */
import { sights, type PageNews } from './page.ts';
import type { Person, PersonState } from './person.ts';
import { assertNever } from './result.ts';
import type { CloseReason, Visit } from './visit.ts';

export const stageWords = [
  'planned',
  'creating',
  'failed',
  'not-opened',
  'page-open',
  'page-hidden',
  'page-left',
  'call-me',
  'waiting',
  'asleep',
  'gone',
  'declined',
  'going-in',
  'stuck',
  'in-call',
  'in-call-unconfirmed',
  'lost',
  'left',
  'closing',
  'ended',
  'cancelled',
  'expired',
  'no-show',
  'lost-on-server',
] as const;

export type StageWord = (typeof stageWords)[number];

export const stageTones = ['ask', 'alarm', 'live', 'quiet'] as const;
/** How loudly a stage speaks: someone waits, something is wrong, a call is running, or nothing to do. */
export type StageTone = (typeof stageTones)[number];

export interface Stage {
  readonly word: StageWord;
  readonly tone: StageTone;
  /** Epoch ms: the running time beside the word counts from here. */
  readonly since: number;
}

/** What needs the doctor most stands first. */
const loudest: readonly PersonState[] = [
  'waiting',
  'stuck',
  'lost',
  'in-call',
  'going-in',
  'asleep',
  'left',
  'gone',
  'declined',
];

const tones: Readonly<Record<PersonState, StageTone>> = {
  waiting: 'ask',
  stuck: 'alarm',
  lost: 'alarm',
  'in-call': 'live',
  'going-in': 'quiet',
  asleep: 'quiet',
  left: 'quiet',
  gone: 'quiet',
  declined: 'quiet',
};

const closedWords: Readonly<Record<CloseReason, StageWord>> = {
  ended: 'ended',
  cancelled: 'cancelled',
  expired: 'expired',
  'no-show': 'no-show',
  gone: 'lost-on-server',
};

/**
 * The stage of a visit. `rosterForbidden`: the server refuses the roster (403), so that nobody can be
 * seen in the call; who went in is then taken to be there, and the word says that it is not confirmed.
 */
export function visitStage(visit: Visit, persons: readonly Person[], rosterForbidden: boolean): Stage {
  const { state, since } = visit;
  switch (state.name) {
    case 'planned':
      return calledStage(visit, persons) ?? { word: 'planned', tone: 'quiet', since };
    case 'failed':
      return { word: 'failed', tone: 'alarm', since };
    case 'closing':
      return { word: 'closing', tone: 'quiet', since };
    case 'closed':
      return { word: closedWords[state.reason], tone: 'quiet', since };
    case 'creating':
    case 'ready': {
      const called = calledStage(visit, persons);
      if (called) return called;
      const person = loudestPerson(persons);
      if (person) return personStage(person, rosterForbidden);
      if (state.name === 'creating') return { word: 'creating', tone: 'quiet', since };
      return pageStage(visit);
    }
    default:
      return assertNever(state);
  }
}

function calledStage(visit: Visit, persons: readonly Person[]): Stage | undefined {
  const call = callMeOf(visit, persons);
  return call ? { word: 'call-me', tone: 'alarm', since: call.at } : undefined;
}

/** Where the page is while nobody has pressed: of several links the one that is nearest to coming in, then the one heard of last. */
function pageStage({ links, since }: Visit): Stage {
  const pages = links.filter((link) => link.openedAt !== null).map((link) => link.page);
  const nearness = ({ sight }: PageNews): number => sights.indexOf(sight);
  const [last] = pages
    .filter((page) => page !== null)
    .sort((a, b) => nearness(a) - nearness(b) || b.sightAt - a.sightAt);
  if (last) return { word: sightWords[last.sight], tone: 'quiet', since: last.sightAt };
  const openedAt = links.map((link) => link.openedAt).filter((at) => at !== null);
  if (openedAt.length > 0) return { word: 'page-open', tone: 'quiet', since: Math.min(...openedAt) };
  return { word: 'not-opened', tone: 'quiet', since };
}

const sightWords: Readonly<Record<PageNews['sight'], StageWord>> = {
  open: 'page-open',
  hidden: 'page-hidden',
  left: 'page-left',
};

/** Who has asked longest to be called; `null`: nobody. */
export function callMeOf(visit: Visit, persons: readonly Person[]): PageNews['callMe'] {
  const calls = [...visit.links, ...persons].map(({ page }) => page?.callMe ?? null);
  return calls.filter((call) => call !== null).sort((a, b) => a.at - b.at)[0] ?? null;
}

/** The stage of one person, for its line on the card. */
export function personStage(person: Person, rosterForbidden: boolean): Stage {
  if (rosterForbidden && person.state === 'going-in' && person.addressAt !== null) {
    return { word: 'in-call-unconfirmed', tone: 'live', since: person.addressAt };
  }
  const since = person.state === 'waiting' ? person.pressedAt : person.since;
  // Who waits for a guest place waits for nothing that the doctor could do.
  const tone = person.queuedAt === null ? tones[person.state] : 'quiet';
  return { word: person.state, tone, since };
}

function loudestPerson(persons: readonly Person[]): Person | undefined {
  return [...persons].sort(
    (a, b) => loudest.indexOf(a.state) - loudest.indexOf(b.state) || a.pressedAt - b.pressedAt,
  )[0];
}
