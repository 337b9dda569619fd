import { describe, expect, it } from 'vitest';
import {
  arrivalsSince,
  asking,
  isSomebodyThere,
  know,
  needOf,
} from '../../../../src/renderer/features/alerts/arrivals.ts';
import type { PersonView, VisitView } from '../../../../src/shared/ipc/contract.ts';
import { pageView, personView, visitView } from '../../../fixtures/views.ts';

const at = 1_800_000_000_000;
const call = { reason: 'camera', at } as const;

type State = PersonView['state'] | 'queued';

const anna = (state: State, part: Partial<PersonView> = {}): PersonView =>
  personView('anna', 'Anna Smirnova', state === 'queued' ? 'waiting' : state, at, {
    queue: state === 'queued' ? 1 : null,
    ...part,
  });
const visitWith = (persons: readonly PersonView[], part: Partial<VisitView> = {}): VisitView =>
  visitView('visit', 'waiting', { persons: [...persons], label: 'Smirnova A. P.', ...part });

const kinds = (before: readonly VisitView[], now: readonly VisitView[]) =>
  arrivalsSince(know(before), now).map(({ kind }) => kind);

describe('somebody comes', () => {
  it.each<[State | 'nobody', State, 'waiting' | 'straight' | null]>([
    ['nobody', 'waiting', 'waiting'],
    ['gone', 'waiting', 'waiting'],
    ['declined', 'waiting', 'waiting'],
    ['waiting', 'waiting', null],
    // A phone that sleeps and wakes brings nobody.
    ['asleep', 'waiting', null],
    ['waiting', 'asleep', null],
    ['nobody', 'going-in', 'straight'],
    ['nobody', 'queued', 'straight'],
    ['left', 'going-in', 'straight'],
    // Let in: somebody knows.
    ['waiting', 'going-in', null],
    ['asleep', 'going-in', null],
    ['gone', 'going-in', null],
    ['declined', 'going-in', null],
    ['queued', 'going-in', null],
    ['waiting', 'queued', null],
    // The way in and out of a bad line.
    ['going-in', 'in-call', null],
    ['in-call', 'lost', null],
    ['lost', 'in-call', null],
    ['stuck', 'going-in', null],
    ['in-call', 'left', null],
    ['nobody', 'left', null],
  ])('%s, then %s: %s', (before, now, kind) => {
    const former = before === 'nobody' ? [] : [anna(before)];
    expect(kinds([visitWith(former)], [visitWith([anna(now)])])).toEqual(kind === null ? [] : [kind]);
  });

  it('once, and by the label of the link', () => {
    const link = { number: 2, url: null, label: 'Interpreter', helpCode: '', page: null, callMe: null };
    const now = [visitWith([anna('waiting'), personView('b', 'Boris', 'waiting', at, { linkNumber: 2 })])];
    const shown = [{ ...now[0]!, extraLinks: [link] }];
    expect(arrivalsSince(know([]), shown)).toEqual([
      {
        key: 'waiting:anna',
        kind: 'waiting',
        visitId: 'visit',
        at,
        typedName: 'Anna Smirnova',
        label: 'Smirnova A. P.',
      },
      { key: 'waiting:b', kind: 'waiting', visitId: 'visit', at, typedName: 'Boris', label: 'Interpreter' },
    ]);
    expect(arrivalsSince(know(shown), shown)).toEqual([]);
  });

  it('to no visit that is over', () => {
    for (const phase of ['closing', 'closed'] as const)
      expect(kinds([], [visitWith([anna('waiting', { callMe: call })], { phase })])).toEqual([]);
    expect(needOf([visitWith([anna('waiting')], { phase: 'closing' })]).all).toBe(0);
  });
});

describe('“call me”', () => {
  const link = { number: 2, url: null, label: 'Son', helpCode: '', page: null };

  it('is told once for each cry, whoever it is', () => {
    const quiet = visitWith([anna('waiting')], { extraLinks: [{ ...link, callMe: null }] });
    const crying = visitWith([anna('waiting', { callMe: call })], {
      callMe: call,
      extraLinks: [{ ...link, callMe: call }],
    });
    const told = arrivalsSince(know([quiet]), [crying]);
    expect(told.map(({ kind, label, typedName }) => [kind, label, typedName])).toEqual([
      ['call-me', 'Smirnova A. P.', ''],
      ['call-me', 'Son', ''],
      ['call-me', 'Smirnova A. P.', 'Anna Smirnova'],
    ]);
    expect(new Set(told.map(({ key }) => key)).size).toBe(3);
    expect(kinds([crying], [crying])).toEqual([]);
    const again = visitWith([anna('waiting', { callMe: { ...call, at: at + 1 } })]);
    expect(kinds([visitWith([anna('waiting')])], [again])).toEqual(['call-me']);
  });

  it('of somebody who waits counts one person', () => {
    const visits = [
      visitWith([anna('waiting', { callMe: call })], { callMe: call }),
      visitView('b', 'failed'),
    ];
    expect(needOf(visits)).toEqual({ waiting: 1, calls: 2, all: 2 });
    expect(asking(visits)).toEqual(
      new Set(['waiting:anna', `call-me:visit:link:${at}`, `call-me:visit:anna:${at}`]),
    );
  });
});

it('asks for the doctor while somebody waits, not once a place is all that is missing', () => {
  expect(asking([visitWith([anna('queued')])])).toEqual(new Set());
  expect(needOf([visitWith([anna('queued'), personView('b', 'B', 'asleep', at)])]).all).toBe(0);
});

describe('the screen stays on', () => {
  it.each<[string, VisitView, boolean]>([
    ['an open page', visitView('v', 'page-open', { page: pageView({ sight: 'open' }) }), true],
    ['a hidden page', visitView('v', 'page-hidden', { page: pageView({ sight: 'hidden' }) }), false],
    ['somebody waits', visitWith([anna('waiting')]), true],
    ['somebody is in the call', visitWith([anna('in-call')]), true],
    ['somebody is lost', visitWith([anna('lost')]), true],
    ['a phone sleeps', visitWith([anna('asleep')]), false],
    ['somebody got stuck', visitWith([anna('stuck')]), false],
    ['everybody has left', visitWith([anna('left')]), false],
    ['the visit is over', visitWith([anna('in-call')], { phase: 'closed' }), false],
  ])('%s', (_name, visit, awake) => expect(isSomebodyThere([visit])).toBe(awake));
});
