/** Who has come since the board was last looked at by the alerts: each arrival once. Pure. */
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';

/** `waiting`: for the doctor's word. `straight`: pressed, and needs no word. `call-me`: asks to be called. */
export type ArrivalKind = 'waiting' | 'straight' | 'call-me';

export interface Arrival {
  /** Alike for the same arrival, and for no other. */
  readonly key: string;
  readonly kind: ArrivalKind;
  readonly visitId: string;
  /** Epoch ms: pressed, or asked to be called. */
  readonly at: number;
  /** As typed; empty for somebody who has not pressed. */
  readonly typedName: string;
  /** Of the link by which they came; for the first link, of the visit. */
  readonly label: string;
}

/** `away`: has to press again, or to be let in. */
type Place = 'waiting' | 'asleep' | 'queued' | 'away' | 'inside' | 'left';

const places: Readonly<Record<PersonView['state'], Place>> = {
  waiting: 'waiting',
  asleep: 'asleep',
  gone: 'away',
  declined: 'away',
  'going-in': 'inside',
  stuck: 'inside',
  'in-call': 'inside',
  lost: 'inside',
  left: 'left',
};

/** Who was let in and waits for a guest place waits for nothing that the doctor could do. */
const placeOf = ({ state, queue }: PersonView): Place =>
  state === 'waiting' && queue !== null ? 'queued' : places[state];

/** What the alerts know of the board: where everybody is, and who asks to be called. */
export interface Known {
  readonly places: ReadonlyMap<string, Place>;
  readonly calls: ReadonlySet<string>;
}

type Visits = Iterable<VisitView>;

const isOpen = ({ phase }: VisitView): boolean => phase !== 'closed' && phase !== 'closing';

export function know(visits: Visits): Known {
  const open = [...visits].filter(isOpen);
  return {
    places: new Map(open.flatMap(({ persons }) => persons.map((person) => [person.id, placeOf(person)]))),
    calls: new Set(open.flatMap(callsIn).map(({ key }) => key)),
  };
}

/** In the order of the board. A phone that falls asleep and wakes up brings nobody; who left and presses again comes again. */
export function arrivalsSince(former: Known, visits: Visits): readonly Arrival[] {
  return [...visits].filter(isOpen).flatMap((visit) => [
    ...visit.persons.flatMap((person) => {
      const kind = kindOf(former.places.get(person.id), placeOf(person));
      return kind ? [arrivalOf(visit, person, kind)] : [];
    }),
    ...callsIn(visit).filter(({ key }) => !former.calls.has(key)),
  ]);
}

function kindOf(before: Place | undefined, now: Place): 'waiting' | 'straight' | null {
  if (now === 'waiting') return before === 'waiting' || before === 'asleep' ? null : 'waiting';
  const isIn = now === 'inside' || now === 'queued';
  return isIn && (before === undefined || before === 'left') ? 'straight' : null;
}

const labelOf = ({ label, extraLinks }: VisitView, linkNumber: number): string =>
  extraLinks.find(({ number }) => number === linkNumber)?.label ?? label;

const arrivalOf = (visit: VisitView, person: PersonView, kind: 'waiting' | 'straight'): Arrival => ({
  key: `${kind}:${person.id}`,
  kind,
  visitId: visit.id,
  at: person.pressedAt,
  typedName: person.name,
  label: labelOf(visit, person.linkNumber),
});

/** Everybody of a visit who asks to be called. */
function callsIn(visit: VisitView): readonly Arrival[] {
  const { id, label, callMe, extraLinks, persons } = visit;
  const asking = [
    { by: 'link', typedName: '', label, callMe },
    ...extraLinks.map((link) => ({ ...link, by: `link${link.number}`, typedName: '' })),
    ...persons.map((person) => ({
      by: person.id,
      typedName: person.name,
      label: labelOf(visit, person.linkNumber),
      callMe: person.callMe,
    })),
  ];
  return asking.flatMap((one) =>
    one.callMe
      ? [
          {
            key: `call-me:${id}:${one.by}:${one.callMe.at}`,
            kind: 'call-me' as const,
            visitId: id,
            at: one.callMe.at,
            typedName: one.typedName,
            label: one.label,
          },
        ]
      : [],
  );
}

/** Keys of the arrivals that still want the doctor: who waits, and who asks to be called. */
export const asking = (visits: Visits): ReadonlySet<string> =>
  new Set(
    [...visits]
      .filter(isOpen)
      .flatMap((visit) => [
        ...visit.persons
          .filter((person) => placeOf(person) === 'waiting')
          .map((person) => arrivalOf(visit, person, 'waiting').key),
        ...callsIn(visit).map(({ key }) => key),
      ]),
  );

export interface Need {
  readonly waiting: number;
  readonly calls: number;
  /** People: who waits and asks to be called counts once. */
  readonly all: number;
}

/** How many want the doctor now: for the title and the badge, which never bear a name. */
export function needOf(visits: Visits): Need {
  const open = [...visits].filter(isOpen);
  const persons = open.flatMap((visit) => visit.persons);
  const waiting = persons.filter((person) => placeOf(person) === 'waiting');
  const calls = open.flatMap(callsIn).length;
  const both = waiting.filter(({ callMe }) => callMe !== null).length;
  return { waiting: waiting.length, calls, all: waiting.length + calls - both };
}

const staysAwakeFor: ReadonlySet<PersonView['state']> = new Set<PersonView['state']>([
  'waiting',
  'going-in',
  'in-call',
  'lost',
]);

/** Whether the screen is to stay on: somebody waits, is in the call or on the way, or has the page open. */
export const isSomebodyThere = (visits: Visits): boolean =>
  [...visits]
    .filter(isOpen)
    .some(
      ({ page, extraLinks, persons }) =>
        [page, ...extraLinks.map((link) => link.page)].some((one) => one?.sight === 'open') ||
        persons.some(({ state }) => staysAwakeFor.has(state)),
    );
