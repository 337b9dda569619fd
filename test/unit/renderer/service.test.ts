/** What the desk of the clinic's service decides by itself: pure parts, as tables. */
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  accountProblems,
  blankAccount,
  findAccounts,
  newAccountOf,
  valuesOfAccount,
} from '../../../src/renderer/features/people/accountForm.ts';
import {
  dateField,
  momentProblem,
  readMoment,
  timeField,
  usualMoment,
} from '../../../src/renderer/features/planned/moment.ts';
import { dayWord } from '../../../src/renderer/features/planned/when.ts';
import { isFurther, isWaiting, letInOf } from '../../../src/renderer/features/visits/waitingRoom.ts';
import { abilitiesOf, type Abilities } from '../../../src/renderer/state/abilities.ts';
import { commandKey } from '../../../src/shared/deskLine/commandKey.ts';
import { findNamed } from '../../../src/renderer/ui/listSearch.ts';
import { weekday } from '../../../src/renderer/ui/times.ts';
import { requestRules } from '../../../src/main/service/access/roles.ts';
import type { RequestChannel } from '../../../src/shared/ipc/channels.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { roles } from '../../../src/shared/roles.ts';
import { personView } from '../../fixtures/views.ts';

describe('what a desk offers', () => {
  const channels: Readonly<Record<keyof Abilities, RequestChannel>> = {
    board: 'visits:list',
    settings: 'settings:get',
    people: 'people:list',
    decides: 'call:enter',
    choosesDoctor: 'visits:create',
  };

  it.each(roles)('to a %s is what the service allows', (role) => {
    const abilities = abilitiesOf({ name: 'A', role });
    for (const [name, channel] of Object.entries(channels)) {
      const rule = requestRules[channel][role];
      const isAllowed = name === 'choosesDoctor' ? rule === 'site' : rule !== 'no';
      expect({ name, may: Object.entries(abilities).find(([key]) => key === name)?.[1] }).toEqual({
        name,
        may: isAllowed,
      });
    }
    expect(abilities.decides).toBe(requestRules['visits:setAdmission'][role] !== 'no');
    expect(abilities.decides).toBe(requestRules['persons:decline'][role] !== 'no');
  });

  it('to whoever sits at a single PC is all but people', () => {
    expect(abilitiesOf(null)).toEqual({
      board: true,
      settings: true,
      people: false,
      decides: true,
      choosesDoctor: false,
    });
  });
});

describe('who was let in and waits for a guest place', () => {
  const queued = personView('p', 'Anna', 'waiting', 1, { queue: 2 });
  it('waits for nobody’s word, at a doctor’s desk and at reception’s', () => {
    expect(isWaiting(queued)).toBe(false);
    expect(letInOf(queued, [queued], true)).toBe('queued');
    expect(letInOf(queued, [queued], false)).toBe('queued');
    const waiting = { ...queued, queue: null };
    expect(isWaiting(waiting)).toBe(true);
    expect(letInOf(waiting, [waiting], true)).toBe('may');
    expect(letInOf(waiting, [waiting], false)).toBe('doctors');
  });
});

describe('a further browser', () => {
  const waiting = personView('p', 'Anna', 'waiting', 1);
  it.each([
    ['going-in', 1, true],
    ['in-call', 1, true],
    ['left', 1, true],
    ['waiting', 1, false],
    ['declined', 1, false],
    ['in-call', 2, false],
  ] as const)('beside one that is %s at link %i: %s', (state, linkNumber, further) => {
    expect(isFurther(waiting, [waiting, personView('q', 'Ivan', state, 1, { linkNumber })])).toBe(further);
  });
  it('is nobody alone', () => {
    const inside = personView('p', 'Anna', 'in-call', 1);
    expect(isFurther(inside, [inside])).toBe(false);
  });
});

describe('a command', () => {
  it('has a key of 128 bits in base64url, never the same', () => {
    const keys = Array.from({ length: 500 }, commandKey);
    expect(keys.every((key) => /^[A-Za-z0-9_-]{22}$/.test(key))).toBe(true);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the time of a planned visit', () => {
  const now = new Date(2026, 10, 25, 12, 3).getTime();
  it.each([
    ['2026-11-25', '14:30', new Date(2026, 10, 25, 14, 30).getTime()],
    ['2026-11-25', '14:30:00', new Date(2026, 10, 25, 14, 30).getTime()],
    ['', '14:30', null],
    ['2026-11-25', '', null],
  ])('%s %s is read', (date, time, at) => {
    expect(readMoment(date, time)).toBe(at);
  });
  it('comes back out of its fields', () => {
    expect(readMoment(dateField(now), timeField(now))).toBe(now);
  });
  it.each([
    [null, 'plan-missing'],
    [NaN, 'plan-missing'],
    [now, 'plan-past'],
    [now + 1, null],
    [now + 400 * 86_400_000, 'plan-far'],
  ])('%d: %s', (at, problem) => {
    expect(momentProblem(at, now)).toBe(problem);
  });
  it('begins with the half hour that leaves time to send the link', () => {
    expect(usualMoment(now)).toBe(new Date(2026, 10, 25, 13, 0).getTime());
    expect(usualMoment(new Date(2026, 10, 25, 12, 0).getTime())).toBe(
      new Date(2026, 10, 25, 12, 30).getTime(),
    );
  });
  it.each([
    [new Date(2026, 10, 25, 23, 59), 'when-today'],
    [new Date(2026, 10, 26, 0, 0), 'when-tomorrow'],
    [new Date(2026, 10, 27, 0, 0), 'when-day'],
    [new Date(2026, 10, 24, 23, 59), 'when-day'],
  ])('%s is %s', (day, word) => {
    expect(dayWord(day.getTime(), now)).toBe(word);
  });
  it('is told by the day, with the year only when it is another one', () => {
    expect(weekday(now, 'en', now)).toBe('Wednesday 25 November');
    expect(weekday(new Date(2027, 0, 4).getTime(), 'ru', now)).toBe('понедельник, 4 января 2027 г.');
  });
});

describe('a name', () => {
  const doctors = ['Петров Иван', 'Иванова Мария', 'Фёдоров Пётр', 'Dr. Orlova, A.B.'].map((name) => ({
    id: name,
    name,
  }));
  it.each([
    ['', 4],
    ['dr. orl', 1],
    ['Orlova A.B.', 1],
    ['A.C.', 0],
    ['ив', 2],
    ['ива пет', 1],
    ['федор', 1],
    ['ванов', 0],
    ['  МАРИЯ ', 1],
  ])('is found by %j: %i', (typed, count) => {
    expect(findNamed(doctors, typed)).toHaveLength(count);
  });
});

describe('an account', () => {
  const doctor = {
    ...blankAccount('main'),
    name: ' Dr. Petrova ',
    login: 'petrova',
    password: 'three words of mine',
    trueconfId: 'petrova',
  };

  it('is what the contract wants, and keeps nothing that its role has no use for', () => {
    expect(accountProblems(doctor, true)).toEqual({});
    const made = newAccountOf(doctor);
    expect(requests['people:create'].input.safeParse(made).success).toBe(true);
    expect(made).toMatchObject({ name: 'Dr. Petrova', siteIds: ['main'], trueconfId: 'petrova' });
    expect(accountOf({ ...doctor, role: 'administrator' })).toMatchObject({ siteIds: [], trueconfId: null });
    expect(accountOf({ ...doctor, role: 'reception' })).toMatchObject({
      siteIds: ['main'],
      trueconfId: null,
    });
  });

  it.each([
    [{ name: ' ' }, { name: 'problem-required' }],
    [{ login: 'a' }, { login: 'problem-login' }],
    [{ login: 'two words' }, { login: 'problem-login' }],
    [{ password: 'eleven char' }, { password: 'problem-password' }],
    [{ login: ' ' }, { login: 'problem-required' }],
    [{ trueconfId: '' }, { trueconfId: 'problem-required' }],
    [{ trueconfId: 'a b' }, { trueconfId: 'problem-trueconf-id' }],
    [{ role: 'reception', siteIds: [], trueconfId: '' }, { siteIds: 'problem-sites' }],
    [{ role: 'administrator', siteIds: [], trueconfId: '' }, {}],
  ] as const)('%j lacks %j', (part, problems) => {
    expect(accountProblems({ ...doctor, ...part }, true)).toEqual(problems);
  });

  it('that exists needs no login and no password', () => {
    const stored = { id: 'x', disabled: false, ...accountOf(doctor), login: null };
    expect(accountProblems(valuesOfAccount(stored), false)).toEqual({});
  });

  it('is found by name or login; who may not sign in stands last', () => {
    const account = (name: string, disabled: boolean) => ({
      ...{ id: name, name, login: `${name}.login`, role: 'doctor' as const },
      ...{ siteIds: [], trueconfId: null, disabled },
    });
    const all = [account('Anna', true), account('Vera', false), account('Boris', false)];
    expect(findAccounts(all, '').map(({ name }) => name)).toEqual(['Boris', 'Vera', 'Anna']);
    expect(findAccounts(all, 'vera.l').map(({ name }) => name)).toEqual(['Vera']);
  });
});
