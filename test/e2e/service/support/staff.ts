/** What the staff of a clinic do at desks in a browser, in their words. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { desk } from '../../support/chromium.ts';
import { credentials, doctor } from '../../support/clinic.ts';
import { patience } from '../../support/people.ts';

export const password = 'three words of mine';

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const box = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

/** A computer of the clinic with a browser. */
export const computer = (browser: Browser): Promise<BrowserContext> =>
  desk(browser, { trustsEveryCertificate: true });

/** The desk in this browser, which nobody has signed in at. */
export async function signsIn(context: BrowserContext, staff: string, login: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(staff);
  await fillsIn(page, login);
  return page;
}

/** At the sign-in page, to which the desk leads by itself. */
export async function fillsIn(page: Page, login: string): Promise<void> {
  await page.waitForURL(/\/sign-in/, patience);
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
  await button(page, `Account of ${names[login] ?? login}`).waitFor(patience);
}

export const names: Readonly<Record<string, string>> = {
  ...{ petrova: 'Dr. Petrova', orlov: 'Dr. Orlov', vera: 'Vera', olga: 'Olga' },
};

export class Administrator {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** With the code that the service printed. */
  static async first(context: BrowserContext, staff: string, code: string): Promise<Administrator> {
    const page = await context.newPage();
    await page.goto(staff);
    await page.waitForURL(/\/first-administrator/, patience);
    await page.getByLabel('The code that the service printed').fill(code);
    await page.getByLabel('Login').fill('admin');
    await page.getByLabel('New password').fill(password);
    await button(page, 'Create the administrator').click();
    await page.waitForURL(/\/desk\//, patience);
    return new Administrator(page);
  }

  async opens(section: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: section }).click(patience);
    await this.page.getByRole('heading', { level: 2, name: section }).waitFor(patience);
  }

  async saves(): Promise<void> {
    await button(this.page, 'Save').click();
    await this.page.getByRole('status').getByText('Saved.').waitFor(patience);
  }

  async addsSite(name: string): Promise<void> {
    await this.opens('People and sites');
    await box(this.page, 'Name of the site').fill(name);
    await button(this.page, 'Add a site').click();
    await this.page.getByRole('listitem').filter({ hasText: name }).waitFor(patience);
  }

  async adds(role: 'Doctor' | 'Reception', login: string, site = 'North'): Promise<void> {
    await button(this.page, 'Add a person…').click();
    const form = this.page.getByRole('dialog');
    await form.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill(names[login] ?? login);
    if (role === 'Doctor') await form.getByRole('textbox', { name: 'TrueConf ID' }).fill(login);
    await form.getByRole('textbox', { name: 'Login' }).fill(login);
    await form.getByLabel('First password').fill(password);
    const sites = form.getByRole('checkbox', { name: site });
    await sites.check();
    await form.getByRole('button', { name: 'Save' }).click();
    await this.page
      .getByRole('listitem')
      .filter({ hasText: names[login] ?? login })
      .waitFor(patience);
  }

  async entersServer(address: string): Promise<void> {
    await this.opens('Server');
    await box(this.page, 'Server address').fill(address);
    await box(this.page, 'Client ID').fill(credentials.clientId);
    await this.saves();
  }

  async entersClinic(name: string, phone: string): Promise<void> {
    await this.opens('Clinic');
    await box(this.page, 'Name of the clinic').fill(name);
    await box(this.page, 'Telephone').fill(phone);
    await this.saves();
  }

  /** Everything that a clinic needs for its first visit: a site, Dr. Petrova, reception, the server. */
  async setsUp(address: string, receptions: readonly string[] = ['vera']): Promise<void> {
    await this.addsSite('North');
    await this.adds('Doctor', doctor.id);
    for (const login of receptions) await this.adds('Reception', login);
    await this.entersServer(address);
  }

  async choosesWaitingRoom(): Promise<void> {
    await this.opens('Visits');
    await this.page.getByRole('radio', { name: /^Waiting room/ }).check();
    await this.saves();
  }

  /** One click brings doctors into the call, beside the board. */
  async choosesNamedGuests(): Promise<void> {
    await this.opens('Doctors');
    await this.page.getByRole('radio', { name: /^As a named guest/ }).check();
    await this.saves();
  }
}

const two = (value: number): string => String(value).padStart(2, '0');

export class Reception {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async plans(doctorName: string, at: Date, label: string): Promise<Locator> {
    await button(this.page, 'Plan…').click();
    const form = this.page.getByRole('dialog');
    const field = form.getByRole('combobox', { name: 'Doctor' });
    await field.fill(doctorName.slice(0, 7));
    await form.getByRole('option', { name: doctorName }).click();
    await form.getByLabel('The patient’s name, optional').fill(label);
    await this.#fillsMoment(form, at);
    await form.getByRole('button', { name: 'Plan the visit' }).click();
    await form.waitFor({ ...patience, state: 'detached' });
    const card = this.page.getByRole('article').filter({ hasText: doctorName }).first();
    await card.waitFor(patience);
    return card;
  }

  async moves(card: Locator, at: Date): Promise<void> {
    await card.getByRole('button', { name: 'Move…' }).click();
    const form = this.page.getByRole('dialog');
    await this.#fillsMoment(form, at);
    await form.getByRole('button', { name: 'Move it' }).click();
    await form.waitFor({ ...patience, state: 'detached' });
  }

  async #fillsMoment(form: Locator, at: Date): Promise<void> {
    await form.getByLabel('Date').fill(`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`);
    await form.getByLabel('Time', { exact: true }).fill(`${two(at.getHours())}:${two(at.getMinutes())}`);
  }

  /** Copies the link, as to paste it into a message. */
  async copiesLink(card: Locator): Promise<string> {
    await card.getByRole('button', { name: 'Copy link' }).click();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}
