/** A day in the life of a doctor: thirty visits, and what may happen to them. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { soon } from '../support/people.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { DayDesk, type BoardShown } from './dayDesk.ts';
import { DayPatient } from './dayPatient.ts';
import { Practice } from './practice.ts';

const second = 1_000;
const minute = 60 * second;
const day = new Date(2027, 0, 11);
const at = (hour: number, minutes = 0): number => new Date(day).setHours(hour, minutes);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The day so far: what is done stands on the board until midnight, the newest first. */
class Day {
  readonly practice: Practice;
  readonly done: string[] = [];
  desk: DayDesk;

  constructor(practice: Practice) {
    this.practice = practice;
    this.desk = new DayDesk(practice.page);
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
    return this.desk.shows({ ...open, ...(this.done.length > 0 && { 'Done today': [...this.done] }) });
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
    await this.desk.presses(label, 'End visit');
    await this.desk.answers('End for everybody');
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

it('a doctor’s day', { timeout: 240_000 }, async () => {
  const practice = await Practice.open({
    browser,
    folder: temporaryFolder(),
    doctors: [
      { id: 'petrova', name: 'Dr. Petrova' },
      { id: 'ivanov', name: 'Dr. Ivanov' },
    ],
    morning: at(8),
  });
  try {
    const day = new Day(practice);
    await plannedVisits(day);
    await wrongPatient(day);
    await interpreter(day);
    await callMe(day);
    await late(day);
    await restart(day);
    await otherDoctor(day);
    for (const [label, name] of afternoon) await day.usual(label, name);
    expect(day.done).toHaveLength(28);
    const { clicks, keys } = practice.hands;
    console.log(`30 visits of two doctors: ${clicks} clicks, ${keys} keys`);
  } finally {
    await practice.close();
  }
});

const afternoon = [
  ['Afanasiev B.', 'Boris Afanasiev'],
  ['Baranova V.', 'Vera Baranova'],
  ['Vlasov G.', 'Gleb Vlasov'],
  ['Golubeva D.', 'Darya Golubeva'],
  ['Dmitriev A.', 'Anton Dmitriev'],
  ['Ershova Z.', 'Zoya Ershova'],
  ['Zhukov I.', 'Ilya Zhukov'],
  ['Zimina K.', 'Kira Zimina'],
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
  await desk.presses('Egorov S.', 'Cancel visit…');
  await desk.answers('Cancel the visit');
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
  await desk.person(label, 'Anna Smirnova').getByRole('button', { name: 'Let in', exact: true }).click();
  await day.goesIn(anna);
  await day.shows({ 'In the call': [`${label}: In the call`] });
  await desk.person(label, 'Anna Smirnova').getByRole('button', { name: 'Known' }).click();
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

/** Two wait while the doctor is late; one ends and the next goes in by one key. */
async function late(day: Day): Promise<void> {
  const { desk, practice } = day;
  const first = await day.comes('Sergey Titov', await desk.newVisit('Titov S.'));
  await first.presses();
  await practice.passes(minute);
  const next = await day.comes('Ulyana Ushakova', await desk.newVisit('Ushakova U.'));
  await next.presses();
  await day.shows({ 'Needs you': ['Titov S.: Waiting', 'Ushakova U.: Waiting'] });
  await desk.isLate(20);
  for (const label of ['Titov S.', 'Ushakova U.'])
    await desk
      .card(label)
      .getByText(/^Told at .*: 20 minutes/)
      .waitFor();
  await practice.passes(16 * minute);
  await desk
    .card('Titov S.')
    .getByText('Has waited for more than 15 minutes.')
    .waitFor({ state: 'attached' });
  await desk.presses('Titov S.', 'Let in');
  await day.goesIn(first);
  await desk.presses('Titov S.', 'Join the call');
  await day.shows({ 'Needs you': ['Ushakova U.: Waiting'], 'In the call': ['Titov S.: In the call'] });
  first.losesTheCall();
  await practice.passes(6 * second);
  await day.shows({ 'Needs you': ['Ushakova U.: Waiting', 'Titov S.: Lost'] });
  await desk.endsAndNext();
  day.done.unshift('Titov S.: Ended');
  await day.goesIn(next);
  await day.shows({ 'In the call': ['Ushakova U.: In the call'] });
  await day.ends('Ushakova U.');
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
  await day.practice.stop();
  await day.practice.start();
  day.desk = new DayDesk(day.practice.page);
  await day.practice.passes(10 * second);
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
  await desk.shows({});
  const others: string[] = [];
  for (const [label, name] of [
    ['Shubin W.', 'William Shubin'],
    ['Yudin Y.', 'Yury Yudin'],
  ] as const) {
    const his = await day.comes(name, await desk.newVisit(label));
    await his.presses();
    await desk.presses(label, 'Let in');
    await day.goesIn(his);
    await day.desk.presses(label, 'End visit');
    await day.desk.answers('End for everybody');
    others.unshift(`${label}: Ended`);
    await desk.shows({ 'Done today': [...others] });
  }
  await desk.switchesTo('Dr. Petrova');
  await practice.passes(5 * second);
  await day.shows({ 'Needs you': ['Tsvetkov C.: Waiting'] });
  await desk.presses('Tsvetkov C.', 'Let in');
  await day.goesIn(patient);
  await day.ends('Tsvetkov C.');
}
