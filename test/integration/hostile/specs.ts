/**
 * What a hostile request is made of, by names: a deed at a link by a browser, with its fields, and what is odd about it.
 * Names keep a counterexample readable; `oddities.ts` says what they mean.
 */
import fc from 'fast-check';
import {
  browserKinds,
  callReasons,
  cameraOutcomes,
  pageEvents,
  systemKinds,
} from '../../../src/shared/page.ts';
import { noises, oddities, type Category } from './oddities.ts';
import { doors, type DoorName } from './world.ts';

/** Parts of every typed name, and of everything else that is odd: neither may ever come back. */
export const nameMark = 'Qanary';

export const deeds = ['page', 'join', 'report', 'call-me', 'hand-over', 'events'] as const;
export type Deed = (typeof deeds)[number];

/** Only `live` leads to a visit. */
export const links = ['live', 'ended', 'revoked', 'unknown', 'near', 'other-case', 'short', 'long'] as const;
export type LinkKind = (typeof links)[number];

/** Places of a lane: each is a visit of its own. */
export const places = [0, 1] as const;
export type Place = (typeof places)[number];

/** Values as typed; `code` and `h` by the number of the code: `stray` is that of the other visit, `broken` is none. */
export type CodeName = 'c0' | 'c1' | 'stray' | 'broken';

export interface Fields {
  readonly name?: string | undefined;
  readonly h?: CodeName | undefined;
  readonly code?: CodeName | undefined;
  readonly event?: string | undefined;
  /** Time of a report by the clock of its browser. */
  readonly at?: string | undefined;
  readonly browser?: string | undefined;
  readonly system?: string | undefined;
  readonly camera?: string | undefined;
  readonly sound?: string | undefined;
  readonly reason?: string | undefined;
}

export interface Spec {
  readonly deed: Deed;
  readonly link: LinkKind;
  readonly place: Place;
  /** Which of the browsers that know their cookie; `null`: none. */
  readonly who: 0 | 1 | 2 | null;
  readonly fields: Fields;
  /** Fields come a second time with other values, which do not count. */
  readonly repeated: boolean;
  readonly odd: Readonly<Record<Category, string>>;
  readonly noise: readonly string[];
}

export interface ExchangeSpec {
  readonly requests: readonly Spec[];
  /** How much of the last request is sent, in thousandths; `null`: all. */
  readonly cut: number | null;
  /** How a half request ends. */
  readonly ending: 'drop' | 'finish';
  /** Where the bytes are split, in thousandths. */
  readonly splits: readonly number[];
}

/** What happens between two rounds of requests, when nothing is under way. */
export interface Between {
  readonly waitMs: number;
  readonly doctor: 'nothing' | 'lets in' | 'declines' | 'calls';
}

export interface Round {
  readonly lanes: readonly (readonly ExchangeSpec[])[];
  readonly between: Between;
}

export interface Run {
  readonly door: DoorName;
  readonly rounds: readonly Round[];
}

const often = <T>(weight: number, usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: seldom });

const marked = [
  nameMark,
  `Анна ${nameMark}`,
  `  ${nameMark}\t Smith `,
  `${nameMark}\u0000x`,
  `שרה ${nameMark}`,
  `\u202e${nameMark}\u202c`,
  `${nameMark} 👩‍👩‍👧‍👦`,
  `$${nameMark}*<b>&"quoted"'`,
  `"><script>alert('${nameMark}')</script>`,
  `</title><!--${nameMark}`,
  `${nameMark}\r\nSet-Cookie: person=AAAAAAAAAAAAAAAAAAAAAA`,
  `${nameMark}&name=x;name=y`,
  `${nameMark}{{doctor}}\${1}%2525`,
  `${nameMark}${'ж'.repeat(300)}`,
  `${nameMark}${'\u0301'.repeat(500)}`,
];
/** Nothing readable is left of these: they are no names. */
const unreadable = ['', '   ', '\u0000', '\u202e\u200b', '$*', '\u3164', '\u2800', '\r\n'];
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...marked) },
  { weight: 2, arbitrary: fc.constantFrom(...unreadable) },
  {
    weight: 2,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 60 })
      .map((more) => `${nameMark}${more}`.toWellFormed()),
  },
);
const word = (words: readonly string[]): fc.Arbitrary<string> =>
  often(
    8,
    fc.constantFrom(...words),
    fc.constantFrom('', 'toString', '__proto__', 'OPEN', 'works,works', '\u0000'),
  );
const code = (...names: readonly CodeName[]): fc.Arbitrary<CodeName> => fc.constantFrom<CodeName>(...names);
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some });

/** Every deed may bring every field, as the page's own deeds do not. */
const fields: fc.Arbitrary<Fields> = fc.record({
  name: often(3, name, fc.constant(undefined)),
  h: often(2, fc.constant(undefined), code('c0', 'c0', 'c1', 'stray', 'broken')),
  code: often(5, code('c0', 'c0', 'c1'), code('broken')),
  event: often(6, word(pageEvents), fc.constant(undefined)),
  at: maybe(
    fc.constantFrom(
      '100000',
      '103000',
      '105000',
      '107000',
      '109000',
      '150000',
      '-1',
      '1e3',
      '9'.repeat(16),
      '\u0000',
    ),
  ),
  browser: maybe(word(browserKinds)),
  system: maybe(word(systemKinds)),
  camera: maybe(word(cameraOutcomes)),
  sound: maybe(fc.constantFrom('1', '0', 'true')),
  reason: maybe(word(callReasons)),
});

/** Without a name of its own, and with the name that may wait under a code. */
const byCode: fc.Arbitrary<Fields> = fields.map((all) => ({ ...all, name: '', h: 'c0' }));
const someFields = fc.oneof({ weight: 3, arbitrary: fields }, { weight: 1, arbitrary: byCode });

const oddOf = (category: Category, weight = 24): fc.Arbitrary<string> =>
  often(weight, fc.constant('plain'), fc.constantFrom(...Object.keys(oddities[category])));

const spec: fc.Arbitrary<Spec> = fc.record({
  deed: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Deed>('page') },
    { weight: 5, arbitrary: fc.constant<Deed>('join') },
    { weight: 5, arbitrary: fc.constant<Deed>('report') },
    { weight: 2, arbitrary: fc.constant<Deed>('call-me') },
    { weight: 2, arbitrary: fc.constant<Deed>('hand-over') },
    { weight: 1, arbitrary: fc.constant<Deed>('events') },
  ),
  link: fc.oneof(
    { weight: 3, arbitrary: fc.constant<LinkKind>('live') },
    { weight: 2, arbitrary: fc.constantFrom<LinkKind>(...links.slice(1)) },
  ),
  place: fc.constantFrom(...places),
  who: fc.constantFrom<Spec['who']>(0, 0, 0, 1, 1, 2, null),
  fields: someFields,
  repeated: often(5, fc.constant(false), fc.constant(true)),
  odd: fc.record({
    method: oddOf('method', 8),
    path: oddOf('path'),
    query: oddOf('query'),
    host: oddOf('host'),
    origin: oddOf('origin'),
    cookie: oddOf('cookie'),
    type: oddOf('type'),
    content: oddOf('content'),
    framing: oddOf('framing'),
    version: oddOf('version'),
    head: oddOf('head'),
  }),
  noise: fc.array(fc.constantFrom(...Object.keys(noises)), { maxLength: 4 }),
});

const exchange: fc.Arbitrary<ExchangeSpec> = fc.record({
  requests: often(
    2,
    fc.array(spec, { minLength: 1, maxLength: 1 }),
    fc.array(spec, { minLength: 2, maxLength: 5, size: 'max' }),
  ),
  cut: often(9, fc.constant(null), fc.nat(999)),
  ending: fc.constantFrom('drop', 'finish'),
  splits: often(4, fc.constant<number[]>([]), fc.array(fc.nat(999), { minLength: 1, maxLength: 3 })),
});

const between: fc.Arbitrary<Between> = fc.record({
  waitMs: fc.constantFrom(0, 1_000, 29_000, 31_000, 61_000, 640_000),
  doctor: fc.constantFrom('nothing', 'lets in', 'declines', 'calls'),
});

/** `lanes` run side by side; `exchanges` of each round and lane come one after the other. */
export const runs = (size: { rounds: number; lanes: number; exchanges: number }): fc.Arbitrary<Run> => {
  const exactly = <T>(count: number, one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(one, { minLength: 1, maxLength: count, size: 'max' });
  const round = fc.record({ lanes: exactly(size.lanes, exactly(size.exchanges, exchange)), between });
  return fc.record({ door: fc.constantFrom(...doors), rounds: exactly(size.rounds, round) });
};
