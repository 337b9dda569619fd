/** Pictures of the clinic's service: its pages and desks, with the whole of it running behind nginx. */
import type { Browser, Locator, Page } from 'playwright-core';
import { words } from '../../src/main/service/access/texts.ts';
import { endNow } from '../integration/service/process/serviceProcess.ts';
import { deskContext, phoneContext, type Look } from './looks.ts';
import { box, button, castOf, openHouse, textsOf, type House } from './serviceHouse.ts';

const password = 'three words of mine';
const minuteMs = 60_000;

/** All pictures of one language and theme, into a folder. */
export async function takeService(browser: Browser, look: Look, folder: string): Promise<void> {
  const house = await openHouse(browser, look, folder);
  try {
    await takeAdministrator(house);
    const reception = await takeSignIn(house);
    const doctor = await signsIn(house, 'petrova');
    await takeReception(house, reception, doctor);
    await takeTaken(house, doctor);
    await endNow(house.service);
    await reception.getByText(textsOf(house).board['banner-lost-kept'].split(' {{')[0] ?? '').waitFor();
    await reception.locator('.board').evaluate((board) => board.scrollTo(0, 0));
    await house.shot('lost', reception);
  } finally {
    await house.close();
  }
}

/** The first administrator, the settings that make a visit possible, and the people. */
async function takeAdministrator(house: House): Promise<void> {
  const { board, people, settings, settingFields } = textsOf(house);
  const t = words[house.look.language];
  const { clinic, doctor, colleague, reception, site } = castOf(house);
  const page = await (await deskContext(house.browser, house.look)).newPage();
  await page.goto(house.staff);
  await page.waitForURL(/first-administrator/);
  await house.shot('first-administrator', page);
  await page.getByLabel(t['first-code']).fill(await house.service.firstCode);
  await page.getByLabel(t.login, { exact: true }).fill('admin');
  await page.getByLabel(t['new-password']).fill(password);
  await button(page, t['first-create']).click();
  const opens = (section: string) =>
    page.getByRole('navigation').getByRole('link', { name: section }).click();
  const saves = async (): Promise<void> => {
    await button(page, settings.save).click();
    await page.getByRole('status').getByText(settings.saved).waitFor();
  };
  await opens(settings['section-clinic']);
  await box(page, settingFields.clinicName).fill(clinic);
  await box(page, settingFields.phone).fill('8 495 000-00-00');
  await saves();
  await opens(settings['section-visits']);
  await page.getByRole('radio', { name: new RegExp(`^${settings['admission-waiting']}`) }).check();
  await saves();
  await opens(settings['section-doctors']);
  await page.getByRole('radio', { name: new RegExp(`^${settings['entry-named-guest']}`) }).check();
  await saves();
  await opens(settings['section-people']);
  await box(page, people['site-name']).fill(site);
  await button(page, people['site-add']).click();
  await page.getByRole('listitem').filter({ hasText: site }).waitFor();
  await adds(house, page, 'doctor', 'petrova', doctor);
  await adds(house, page, 'doctor', 'orlov', colleague);
  await adds(house, page, 'reception', 'vera', reception);
  await leaveAlone(page);
  await house.shot('people', page);
  await button(page, board['account-menu'].replace('{{name}}', 'admin')).waitFor();
  await page.close();
}

async function adds(
  house: House,
  page: Page,
  role: 'doctor' | 'reception',
  login: string,
  name: string,
): Promise<void> {
  const { people } = textsOf(house);
  await button(page, people.add).click();
  const form = page.getByRole('dialog');
  await form.getByRole('radio', { name: new RegExp(`^${people[`role-${role}`]}`) }).check();
  await box(form, people.name).fill(name);
  if (role === 'doctor') await box(form, people['trueconf-id']).fill(login);
  await box(form, people.login).fill(login);
  await form.getByLabel(people.password).fill(password);
  await form.getByRole('checkbox', { name: castOf(house).site }).check();
  await button(form, people.save).click();
  await page.getByRole('listitem').filter({ hasText: name }).waitFor();
}

async function signsIn(house: House, login: string, before?: (page: Page) => Promise<void>): Promise<Page> {
  const t = words[house.look.language];
  const page = await (await deskContext(house.browser, house.look)).newPage();
  await page.goto(house.staff);
  await page.waitForURL(/sign-in/);
  await before?.(page);
  await page.getByLabel(t.login, { exact: true }).fill(login);
  await page.getByLabel(t.password, { exact: true }).fill(password);
  await button(page, t['sign-in']).click();
  await button(page, textsOf(house).board['new-visit']).waitFor();
  return page;
}

const takeSignIn = (house: House): Promise<Page> =>
  signsIn(house, 'vera', (page) => house.shot('sign-in', page));

interface NewVisit {
  readonly card: Locator;
  readonly link: string;
}

/** Reception's board: visits of two doctors, who waits, an interpreter's link, and what is planned. */
async function takeReception(house: House, page: Page, doctorsPage: Page): Promise<void> {
  const { board } = textsOf(house);
  const { doctor, colleague, inCall, waiting, labels, interpreter, planned } = castOf(house);
  const call = await newVisit(house, page, doctor, labels.inCall);
  await waits(house, call, inCall);
  const letIn = doctorsPage.locator('article').getByRole('button', { name: board['let-in'], exact: true });
  await letIn.click();
  await call.card.getByRole('status').filter({ hasText: board['stage-in-call'] }).waitFor();
  const room = await newVisit(house, page, colleague, labels.waiting);
  await room.card.getByRole('button', { name: board['add-person'] }).click();
  await page.getByLabel(board['add-person-label']).fill(interpreter);
  await button(page, board['add-person-submit']).click();
  await room.card.getByRole('region', { name: interpreter }).waitFor();
  await waits(house, room, waiting[0]);
  await opensLink(house, (await newVisit(house, page, doctor, labels.open)).link);
  const days = [40, 95, 24 * 60 + 20].map((minutes) => new Date(Date.now() + minutes * minuteMs));
  for (const [index, at] of days.entries())
    await plans(house, page, index === 1 ? colleague : doctor, at, planned[index] ?? '');
  await leaveAlone(page);
  const group = page.getByRole('region', { name: board['group-planned'], exact: true });
  await group
    .getByRole('article')
    .nth(planned.length - 1)
    .waitFor();
  await page
    .getByRole('region', { name: board['group-needs-you'], exact: true })
    .getByText(waiting[0])
    .waitFor();
  await house.shot('reception', page);
  await house.shot('planned', group);
}

async function choosesDoctor(house: House, place: Page | Locator, name: string): Promise<void> {
  const field = place.getByRole('combobox', { name: textsOf(house).board.doctor });
  await field.click();
  await place.getByRole('option', { name }).click();
}

async function newVisit(house: House, page: Page, doctor: string, label: string): Promise<NewVisit> {
  const { board } = textsOf(house);
  await choosesDoctor(house, page.getByRole('banner'), doctor);
  const before = await idsOn(page);
  await button(page, board['new-visit']).click();
  await page.locator('article').nth(before.length).waitFor();
  const id = (await idsOn(page)).find((one) => !before.includes(one));
  const card = page.locator(`[data-visit="${id}"]`);
  await box(card, board.label).fill(label);
  await page.keyboard.press('Enter');
  return { card, link: await box(card, board.link).inputValue() };
}

const idsOn = (page: Page): Promise<readonly (string | null)[]> =>
  page.locator('article').evaluateAll((cards) => cards.map((card) => card.getAttribute('data-visit')));

async function opensLink(house: House, link: string): Promise<Page> {
  const page = await (await phoneContext(house.browser, house.look)).newPage();
  await page.goto(link);
  return page;
}

async function waits(house: House, { card, link }: NewVisit, name: string): Promise<void> {
  const page = await opensLink(house, link);
  await page.locator('#name').fill(name);
  await button(page, textsOf(house).patient.join).click();
  await card.getByText(name).waitFor();
}

const two = (value: number): string => String(value).padStart(2, '0');

async function plans(house: House, page: Page, doctor: string, at: Date, label: string): Promise<void> {
  const { board } = textsOf(house);
  await button(page, board.plan).click();
  const form = page.getByRole('dialog');
  await choosesDoctor(house, form, doctor);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  await form.getByLabel(board['plan-date']).fill(date);
  await form
    .getByLabel(board['plan-time'], { exact: true })
    .fill(`${two(at.getHours())}:${two(at.getMinutes())}`);
  await form.getByLabel(board['plan-label']).fill(label);
  await button(form, board['plan-submit']).click();
  await form.waitFor({ state: 'detached' });
}

/** The doctor has gone to another desk and joined the call there. */
async function takeTaken(house: House, first: Page): Promise<void> {
  const { board } = textsOf(house);
  const joins = async (page: Page): Promise<void> => {
    const card = page.getByRole('article').filter({ hasText: castOf(house).inCall });
    await button(card, board['join-call']).click();
    await page.frameLocator('iframe').locator('video').nth(1).waitFor();
  };
  await joins(first);
  await joins(await signsIn(house, 'petrova'));
  await first.getByRole('alert').getByText(board['call-taken']).waitFor();
  await leaveAlone(first);
  await house.shot('call-taken', first);
}

/** Nothing lies under the pointer, and cards keep no place for it. */
async function leaveAlone(page: Page): Promise<void> {
  await page.mouse.move(100, 20);
  await page.locator(':focus').evaluateAll((focused) => {
    for (const element of focused) if (element instanceof HTMLElement) element.blur();
  });
}
