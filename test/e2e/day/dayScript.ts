/** A day in the life of a doctor: thirty visits, and what may happen to them. */
import { expect } from 'vitest';
import { soon } from '../support/people.ts';
import { DayDesk, type BoardShown } from './dayDesk.ts';
import { DayPatient } from './dayPatient.ts';
import type { Hand } from './hand.ts';
import type { Practice } from './practice.ts';
import type { Page } from 'playwright-core';

const second = 1_000;
const minute = 60 * second;
const day = new Date(2027, 0, 11);
const at = (hour: number, minutes = 0): number => new Date(day).setHours(hour, minutes);

/** Epoch ms. */
export const morning = at(8);

/** The day so far: what is done stands on the board until midnight, the newest first. */
export class Day {
  readonly practice: Practice;
  readonly done: string[] = [];
  desk: DayDesk;

  readonly #handAt: (page: Page) => Hand;

  /** `handAt`: what the doctor works with at a page of the desk. */
  constructor(practice: Practice, handAt: (page: Page) => Hand) {
    this.practice = practice;
    this.#handAt = handAt;
    this.desk = this.#sitsDown();
  }

  #sitsDown(): DayDesk {
    return new DayDesk(this.practice.page, this.#handAt(this.practice.page));
  }

  /** The computer goes off, and on again after ten seconds. */
  async restarts(): Promise<void> {
    await this.practice.stop();
    await this.practice.start();
    this.desk = this.#sitsDown();
    await this.practice.passes(10 * second);
  }

  async until(hour: number, minutes = 0): Promise<void> {
    const ms = at(hour, minutes) - this.practice.clock.now();
    expect(ms).toBeGreaterThan(0);
    await this.practice.passes(ms);
  }

  async comes(name: string, link: string): Promise<DayPatient> {
    const patient = new DayPatient(name, link);
    this.practice.patients.push(patient);
    await patient.opens();
    return patient;
  }

  shows(open: BoardShown): Promise<void> {
    return this.looks({ ...open, ...(this.done.length > 0 && { 'Done today': [...this.done] }) });
  }

  /** With a hand that rests: cards go to their places. */
  async looks(board: BoardShown): Promise<void> {
    await this.practice.rests();
    await this.desk.shows(board);
  }

  /** As soon as the page says so; then in the call, and seen there by the server. */
  async goesIn(patient: DayPatient): Promise<void> {
    await soon(
      () => patient.lives(),
      (state) => expect(state).toBe('let-in'),
    );
    expect(await patient.presses()).toBe('going-in');
    await this.practice.passes(6 * second);
  }

  async ends(label: string, word = 'Ended'): Promise<void> {
    await this.desk.ends(label);
    this.done.unshift(`${label}: ${word}`);
  }

  /** A visit as most are: made with one click, let in with one, ended with two. */
  async usual(label: string, name: string, beside: BoardShown = {}): Promise<void> {
    const patient = await this.comes(name, await this.desk.newVisit(label));
    await this.shows({ Ready: [`${label}: Page open`], ...beside });
    expect(await patient.presses()).toBe('waiting');
    await this.shows({ 'Needs you': [`${label}: Waiting`], ...beside });
    await this.practice.passes(2 * minute);
    await this.desk.presses(label, 'Let in');
    await this.goesIn(patient);
    await this.shows({ 'In the call': [`${label}: In the call`], ...beside });
    await this.practice.passes(8 * minute);
    await this.ends(label);
    await this.shows(beside);
  }
}

/** From the first visit to the last. */
export async function wholeDay(day: Day): Promise<void> {
  await plannedVisits(day);
  await wrongPatient(day);
  await interpreter(day);
  await callMe(day);
  await late(day);
  await lostLine(day);
  await restart(day);
  await otherDoctor(day);
  for (const [label, name] of afternoon) await day.usual(label, name);
  expect(day.done).toHaveLength(28);
}

const afternoon = [
  ['Vlasov G.', 'Gleb Vlasov'],
  ['Golubeva D.', 'Darya Golubeva'],
  ['Dmitriev A.', 'Anton Dmitriev'],
  ['Ershova Z.', 'Zoya Ershova'],
  ['Zhukov I.', 'Ilya Zhukov'],
  ['Isaev L.', 'Lev Isaev'],
  ['Kotova M.', 'Maria Kotova'],
  ['Lapin N.', 'Nikita Lapin'],
  ['Mironova O.', 'Olga Mironova'],
  ['Nikitin P.', 'Petr Nikitin'],
  ['Osipova R.', 'Regina Osipova'],
] as const;

const due = 'Due, nobody here yet';
const places: Readonly<Record<string, number>> = {
  ...{ 'Belova T.': at(9), 'Chernov D.': at(9, 30), 'Danilova E.': at(10), 'Egorov S.': at(10, 30) },
};
const plannedAs = (...labels: readonly string[]): BoardShown =>
  labels.length === 0 ? {} : { Planned: labels.map((label) => `${label}: Planned`) };

/** Four visits are planned, one of them is early, one moved, one cancelled, and one nobody comes to. */
async function plannedVisits(day: Day): Promise<void> {
  const { desk } = day;
  const links = new Map<string, string>();
  for (const [label, when] of Object.entries(places)) links.set(label, await desk.plans(label, when));
  const linkOf = (label: string): string => links.get(label) ?? '';
  await day.shows(plannedAs(...Object.keys(places)));

  await day.usual('Orlov K.', 'Kirill Orlov', plannedAs(...Object.keys(places)));
  await day.usual('Pavlova A.', 'Anna Pavlova', plannedAs(...Object.keys(places)));

  // Belova comes early, is told when, and comes again.
  const belova = await day.comes('Tatiana Belova', linkOf('Belova T.'));
  expect(await belova.presses()).toBe('early');
  await day.shows(plannedAs(...Object.keys(places)));
  const later = ['Chernov D.', 'Danilova E.', 'Egorov S.'];
  await day.until(8, 50);
  expect(await belova.presses()).toBe('waiting');
  await day.shows({ 'Needs you': ['Belova T.: Waiting'], ...plannedAs(...later) });
  await desk.presses('Belova T.', 'Let in');
  await day.goesIn(belova);

  // Meanwhile Chernov’s visit is moved, and Egorov cancels.
  await desk.moves('Chernov D.', at(9, 45));
  await desk.cancels('Egorov S.');
  day.done.unshift('Egorov S.: Cancelled');
  await day.shows({ 'In the call': ['Belova T.: In the call'], ...plannedAs('Chernov D.', 'Danilova E.') });

  // Her line breaks, and she comes back without the doctor.
  belova.losesTheCall();
  await day.practice.passes(6 * second);
  await day.shows({ 'Needs you': ['Belova T.: Lost'], ...plannedAs('Chernov D.', 'Danilova E.') });
  await day.goesIn(belova);
  await day.shows({ 'In the call': ['Belova T.: In the call'], ...plannedAs('Chernov D.', 'Danilova E.') });
  await day.until(9, 20);
  await day.ends('Belova T.');

  // Chernov is late by ten minutes; Danilova never comes.
  await day.until(9, 55);
  const chernov = await day.comes('Denis Chernov', linkOf('Chernov D.'));
  expect(await chernov.presses()).toBe('waiting');
  await day.shows({ 'Needs you': ['Chernov D.: Waiting'], [due]: ['Danilova E.: Not opened'] });
  await desk.presses('Chernov D.', 'Let in');
  await day.goesIn(chernov);
  await day.until(10, 20);
  await day.ends('Chernov D.');
  await day.shows({ [due]: ['Danilova E.: Not opened'] });
  await desk.fromMenu('Danilova E.', 'Did not come');
  day.done.unshift('Danilova E.: Did not come');
  await day.shows({});
}

/** A link was passed on: the name is not the label's, and letting in asks once more. */
async function wrongPatient(day: Day): Promise<void> {
  const { desk } = day;
  const label = 'Smirnova A.';
  const link = await desk.newVisit(label);
  const wrong = await day.comes('Boris Kuznetsov', link);
  await wrong.presses();
  await desk.presses(label, 'Let in');
  await desk.card(label).getByText('Is this the right person?').waitFor();
  expect(await wrong.presses()).toBe('waiting');
  await desk.presses(label, 'Not yet');
  await desk.declines(label, 'Boris Kuznetsov');
  wrong.goesAway();

  const anna = await day.comes('Anna Smirnova', link);
  await anna.presses();
  await desk.pressesAt(label, 'Anna Smirnova', 'Let in');
  await day.goesIn(anna);
  await day.shows({ 'In the call': [`${label}: In the call`] });
  await desk.pressesAt(label, 'Anna Smirnova', 'Known');
  await day.practice.passes(10 * minute);
  await day.ends(label);
}

/** A second link, for the interpreter. */
async function interpreter(day: Day): Promise<void> {
  const { desk } = day;
  const label = 'Novak J.';
  const patient = await day.comes('Jan Novak', await desk.newVisit(label));
  const interpreterOf = await day.comes('Petr Dvorak', await desk.addsPerson(label, 'Interpreter'));
  await patient.presses();
  await interpreterOf.presses();
  await day.shows({ 'Needs you': [`${label}: Waiting`] });
  await desk.presses(label, 'Let in all');
  await day.goesIn(patient);
  await day.goesIn(interpreterOf);
  await day.shows({ 'In the call': [`${label}: In the call`] });
  await day.practice.passes(20 * minute);
  await day.ends(label);
}

/** The camera does not work, and the patient asks to be called. */
async function callMe(day: Day): Promise<void> {
  const { desk } = day;
  const label = 'Morozov P.';
  const patient = await day.comes('Pavel Morozov', await desk.newVisit(label));
  await patient.presses();
  await patient.asksForCall('camera');
  await day.shows({ 'Needs you': [`${label}: Asks for a call`] });
  await desk.presses(label, 'Called');
  await day.shows({ 'Needs you': [`${label}: Waiting`] });
  patient.goesAway();
  await day.practice.passes(11 * minute);
  await day.shows({ Ready: [`${label}: Gone`] });
  await desk.presses(label, 'End visit');
  day.done.unshift(`${label}: Ended`);
  await day.shows({});
}

const isLate = 'The doctor is running about 20 minutes late.';

/** Two wait while the doctor is late, and one has come before the time; one ends and the next goes in by one key. */
async function late(day: Day): Promise<void> {
  const { desk, practice } = day;
  const planned = Math.ceil((practice.clock.now() + 90 * minute) / minute) * minute;
  const early = await day.comes('Kira Zimina', await desk.plans('Zimina K.', planned));
  expect(await early.presses()).toBe('early');
  expect(await early.reads()).not.toContain(isLate);
  const beside = plannedAs('Zimina K.');
  const first = await day.comes('Sergey Titov', await desk.newVisit('Titov S.'));
  await first.presses();
  await practice.passes(minute);
  const next = await day.comes('Ulyana Ushakova', await desk.newVisit('Ushakova U.'));
  await next.presses();
  await day.shows({ 'Needs you': ['Titov S.: Waiting', 'Ushakova U.: Waiting'], ...beside });
  await desk.isLate(20);
  for (const label of ['Titov S.', 'Ushakova U.'])
    await desk
      .card(label)
      .getByText(/^Told at .*: 20 minutes/)
      .waitFor();
  expect(await early.reads()).toContain(isLate);
  await practice.passes(16 * minute);
  await desk
    .card('Titov S.')
    .getByText('Has waited for more than 15 minutes.')
    .waitFor({ state: 'attached' });
  await desk.presses('Titov S.', 'Let in');
  await day.goesIn(first);
  await desk.joinsCall('Titov S.');
  const isNext = ['Ushakova U.: Waiting'];
  await day.shows({ 'Needs you': isNext, 'In the call': ['Titov S.: In the call'], ...beside });
  first.losesTheCall();
  await practice.passes(6 * second);
  await day.shows({ 'Needs you': [...isNext, 'Titov S.: Lost'], ...beside });
  await desk.endsAndNext();
  day.done.unshift('Titov S.: Ended');
  await day.goesIn(next);
  await day.shows({ 'In the call': ['Ushakova U.: In the call'], ...beside });
  await day.ends('Ushakova U.');
  await desk.isOnTimeAgain();
  expect(await early.reads()).not.toContain(isLate);
  await practice.passes(planned - practice.clock.now() - 10 * minute);
  expect(await early.presses()).toBe('waiting');
  await day.shows({ 'Needs you': ['Zimina K.: Waiting'] });
  await desk.presses('Zimina K.', 'Let in');
  await day.goesIn(early);
  await day.ends('Zimina K.');
  await day.shows({});
}

/** The desk hears nothing for a while: what is pressed meanwhile is done once, and what happened meanwhile is seen. */
async function lostLine(day: Day): Promise<void> {
  const { desk, practice } = day;
  const first = await day.comes('Boris Afanasiev', await desk.newVisit('Afanasiev B.'));
  const page = { Ready: ['Afanasiev B.: Page open'] };
  await day.shows(page);
  const conferences = practice.server.conferences().length;
  await practice.cutsLine();
  await desk.hasNoLine();
  expect(await first.presses()).toBe('waiting');
  const link = await desk.newVisit('Baranova V.', async () => {
    await day.shows(page);
    expect(practice.server.conferences()).toHaveLength(conferences);
    practice.mendsLine();
    await desk.hasNoLine(false);
  });
  await day.shows({ 'Needs you': ['Afanasiev B.: Waiting'], Ready: ['Baranova V.: Not opened'] });
  expect(practice.server.conferences()).toHaveLength(conferences + 1);
  const second = await day.comes('Vera Baranova', link);
  expect(await second.presses()).toBe('waiting');
  for (const [label, patient] of [
    ['Afanasiev B.', first],
    ['Baranova V.', second],
  ] as const) {
    await desk.presses(label, 'Let in');
    await day.goesIn(patient);
    await day.ends(label);
  }
  await day.shows({});
}

/** The computer goes off while two wait. */
async function restart(day: Day): Promise<void> {
  const waiting: DayPatient[] = [];
  const names = [
    ['Fedorov F.', 'Fedor Fedorov'],
    ['Khokhlova H.', 'Hanna Khokhlova'],
  ] as const;
  for (const [label, name] of names) {
    const patient = await day.comes(name, await day.desk.newVisit(label));
    await patient.presses();
    await day.practice.passes(minute);
    waiting.push(patient);
  }
  const both = { 'Needs you': names.map(([label]) => `${label}: Waiting`) };
  await day.shows(both);
  await day.restarts();
  await day.shows(both);
  for (const [index, [label]] of names.entries()) {
    await day.desk.presses(label, 'Let in');
    const patient = waiting[index];
    if (patient) await day.goesIn(patient);
    await day.ends(label);
  }
  await day.shows({});
}

/** Another doctor works at the same PC for an hour, with an own board. */
async function otherDoctor(day: Day): Promise<void> {
  const { desk, practice } = day;
  const patient = await day.comes('Cyril Tsvetkov', await desk.newVisit('Tsvetkov C.'));
  await patient.presses();
  await day.shows({ 'Needs you': ['Tsvetkov C.: Waiting'] });
  await desk.switchesTo('Dr. Ivanov');
  await day.looks({});
  const others: string[] = [];
  for (const [label, name] of [
    ['Shubin W.', 'William Shubin'],
    ['Yudin Y.', 'Yury Yudin'],
  ] as const) {
    const his = await day.comes(name, await desk.newVisit(label));
    await his.presses();
    await desk.presses(label, 'Let in');
    await day.goesIn(his);
    await desk.ends(label);
    others.unshift(`${label}: Ended`);
    await day.looks({ 'Done today': [...others] });
  }
  await desk.switchesTo('Dr. Petrova');
  await practice.passes(5 * second);
  await day.shows({ 'Needs you': ['Tsvetkov C.: Waiting'] });
  await desk.presses('Tsvetkov C.', 'Let in');
  await day.goesIn(patient);
  await day.ends('Tsvetkov C.');
}
