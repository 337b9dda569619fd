/** What the desk of the clinic's service offers to an administrator: people, sites, settings. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { FakeDesk, okay, refusal } from '../../fixtures/fakeDesk.ts';
import { button, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();

const open = (desk: FakeDesk, options: BrowserContextOptions = {}) =>
  openDesk(world.browser, world.site, { desk, ...options });

/** Not below the fold, and not below anything else. */
async function expectInView(page: Page, what: Locator): Promise<void> {
  const place = await what.boundingBox();
  const { height = 0 } = page.viewportSize() ?? {};
  expect(place && place.y >= 0 && place.y + place.height <= height).toBe(true);
  const isOnTop = await what.evaluate((element) => {
    const { x, y, width, height: tall } = element.getBoundingClientRect();
    const found = document.elementFromPoint(x + width / 2, y + tall / 2);
    return found !== null && element.contains(found);
  });
  expect(isOnTop).toBe(true);
}

describe('an administrator', () => {
  const people = (page: Page) => page.getByRole('region', { name: 'People' });
  const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
  const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

  function clinic(): FakeDesk {
    const desk = new FakeDesk();
    desk.shell = 'service';
    desk.you = { name: 'Root', role: 'administrator' };
    desk.people = {
      accounts: [
        {
          ...{ id: 'root', name: 'Root', role: 'administrator', login: 'root' },
          ...{ siteIds: [], trueconfId: null, disabled: false },
        },
      ],
      sites: [],
    };
    return desk;
  }

  it('has no board; adds a site and a doctor, changes them, and reads why something is not saved', async () => {
    const { page, desk } = await open(clinic());
    await people(page).getByText('Nobody but you yet').waitFor(patience);
    expect(await button(page, 'New visit').count()).toBe(0);
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(desk.inputsOf('visits:list')).toEqual([]);
    await button(page, 'Add a site').click();
    await page.getByRole('alert').getByText('Type the name of the site first.').waitFor();
    await expectClean(page);
    expect(desk.inputsOf('sites:put')).toEqual([]);
    // The focus is in the field.
    await page.keyboard.type('North');
    expect(await page.getByText('Type the name of the site first.').count()).toBe(0);
    await button(page, 'Add a site').click();
    await row(page, 'North').waitFor(patience);
    await button(page, 'Add a person…').click();
    await expectClean(page);
    await expectInView(page, button(page, 'Save'));
    await button(page, 'Save').click();
    // What is missing is told as missing: name, TrueConf ID, login.
    await expect.poll(() => page.getByText('Fill this in.').count()).toBe(3);
    await page.getByText('At least 12 characters.', { exact: true }).waitFor();
    expect(await box(page, 'Name').evaluate((field) => field === document.activeElement)).toBe(true);
    await expectInView(page, box(page, 'Name'));
    await box(page, 'Name').fill('Dr. Orlov');
    await box(page, 'TrueConf ID').fill('or lov');
    await box(page, 'Login').fill('x');
    await button(page, 'Save').click();
    await page.getByText('A TrueConf ID has no spaces').waitFor();
    await page.getByText('A login has at least two letters').waitFor();
    expect(desk.inputsOf('people:create')).toEqual([]);
    await box(page, 'TrueConf ID').fill('orlov');
    await box(page, 'Login').fill('orlov');
    await page.getByLabel('First password').fill('three words of mine');
    await page.getByLabel('Show it').check();
    const create = desk.handlers['people:create'];
    desk.handlers['people:create'] = () => refusal('login-taken');
    await button(page, 'Save').click();
    await page
      .getByRole('alert')
      .getByText(/^Not saved\. This login belongs/)
      .waitFor(patience);
    desk.handlers['people:create'] = create;
    await button(page, 'Save').click();
    await row(page, 'Dr. Orlov').getByText('Doctor · orlov · North').waitFor(patience);
    expect(desk.inputsOf('people:create').at(-1)).toMatchObject({
      role: 'doctor',
      siteIds: [desk.people.sites[0]?.id],
      trueconfId: 'orlov',
    });
    await row(page, 'Dr. Orlov').getByRole('button', { name: 'Change…' }).click();
    await page.getByRole('radio', { name: /^Reception/ }).check();
    await button(page, 'Save').click();
    await row(page, 'Dr. Orlov').getByText('Reception · orlov · North').waitFor(patience);
    expect(await row(page, 'North').getByRole('button', { name: 'Remove' }).count()).toBe(0);
    await row(page, 'North').getByRole('button', { name: 'Rename…' }).click();
    await box(page, 'Name of the site').last().fill('South');
    await button(page, 'Save').click();
    await row(page, 'Dr. Orlov').getByText('Reception · orlov · South').waitFor(patience);
  });

  it('sets a password, disables and enables, finds somebody, and finds nothing of a single PC in the settings', async () => {
    const desk = clinic();
    const account = (name: string) => ({
      ...{ id: name, name, role: 'doctor' as const, login: name.toLowerCase() },
      ...{ siteIds: ['s'], trueconfId: name.toLowerCase(), disabled: false },
    });
    const names = ['Anna', 'Boris', 'Clara', 'Dina', 'Egor', 'Fedor', 'Galina'];
    desk.people = {
      accounts: [...desk.people.accounts, ...names.map(account), { ...account('Hugo'), login: null }],
      sites: [{ id: 's', name: 'Main' }],
    };
    const { page } = await open(desk, { colorScheme: 'dark', viewport: { width: 640, height: 900 } });
    await page.getByRole('searchbox', { name: 'Find by name or login' }).fill('hug');
    await row(page, 'Hugo')
      .getByText('Doctor · signs in through the clinic’s directory · TrueConf ID hugo · Main')
      .waitFor(patience);
    await row(page, 'Hugo').getByText('Here the account can only be disabled.').waitFor();
    await row(page, 'Hugo').getByRole('button', { name: 'More' }).click();
    expect(await row(page, 'Hugo').getByRole('button').allInnerTexts()).toEqual(['More', 'Disable…']);
    await page.getByRole('searchbox').fill('ann');
    const anna = row(page, 'Anna');
    await anna.getByRole('button', { name: 'More' }).click();
    await anna.getByRole('button', { name: 'Set a password…' }).click();
    await page.getByLabel('New password').fill('short');
    await button(page, 'Save').click();
    await page.getByText('At least 12 characters.', { exact: true }).waitFor();
    await page.getByLabel('New password').fill('three words of mine');
    await button(page, 'Save').click();
    await page.getByRole('status').getByText('The password of Anna is set.').waitFor(patience);
    await anna.getByRole('button', { name: 'More' }).click();
    await anna.getByRole('button', { name: 'Disable…' }).click();
    desk.handlers['people:change'] = ((change) => (input) =>
      input.changes.disabled === true ? refusal('last-administrator') : change(input))(
      desk.handlers['people:change'],
    );
    await button(page, 'Disable').click();
    await page
      .getByRole('alert')
      .getByText(/^Not saved\. This is the last administrator/)
      .waitFor(patience);
    await expectClean(page);
    await button(page, 'Leave enabled').click();
    const { accounts } = desk.people;
    desk.people = {
      ...desk.people,
      accounts: accounts.map((each) => ({ ...each, disabled: each.id === 'Anna' })),
    };
    await page.reload();
    await page.getByRole('searchbox').fill('ann');
    await anna.getByText('disabled').waitFor(patience);
    await anna.getByRole('button', { name: 'More' }).click();
    await anna.getByRole('button', { name: 'Enable' }).click();
    await expect.poll(() => desk.account('Anna').disabled, patience).toBe(false);
    await page.getByRole('searchbox').fill('nobody at all');
    await page.getByText('Nobody of this name or login.').waitFor();
    const sections = page.getByRole('navigation').getByRole('link');
    expect(await sections.allInnerTexts()).toEqual([
      'Server',
      'People and sites',
      'Visits',
      'Clinic',
      'Messages',
      'Doctors',
      'Privacy',
      'Diagnostics',
    ]);
    await sections.filter({ hasText: 'Server' }).click();
    expect(await box(page, 'TrueConf ID').count()).toBe(0);
    await button(page, 'Test connection').click();
    await expect.poll(() => desk.inputsOf('connection:test'), patience).toMatchObject([{ ownerId: 'boris' }]);
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    await sections.filter({ hasText: 'Visits' }).click();
    await page.getByRole('radio', { name: /^The call stands in the patient’s page/ }).check();
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.join.entry).toBe('embed');
    await sections.filter({ hasText: 'Privacy' }).click();
    await page.getByText('encrypted by the service').waitFor();
  });

  it('tests the server before there is a doctor, and is told that a doctor is missing', async () => {
    const desk = clinic();
    const stage = (name: 'permission' | 'owner' | 'roster', outcome: 'passed' | 'not-tried' | 'failed') =>
      ({ stage: name, outcome, ms: 1, error: null, facts: {} }) as const;
    const stages = [stage('permission', 'passed'), stage('owner', 'not-tried'), stage('roster', 'passed')];
    desk.handlers['connection:test'] = () => okay({ stages });
    const { page } = await open(desk);
    const section = (name: string) => page.getByRole('navigation').getByRole('link', { name });
    await section('Server').click(patience);
    const list = desk.handlers['people:list'];
    desk.handlers['people:list'] = () => refusal('database-away');
    await button(page, 'Test connection').click();
    await page.getByRole('alert').getByText('That did not work.').waitFor(patience);
    expect(desk.inputsOf('connection:test')).toEqual([]);
    await button(page, 'Dismiss').click();
    desk.handlers['people:list'] = list;
    await button(page, 'Test connection').click();
    const result = page.getByRole('region', { name: 'Test connection' });
    await result
      .getByText('The server works. No visit can be made yet: a doctor is missing.')
      .waitFor(patience);
    await result.getByText('Not tried: there is no doctor yet. Add one under “People and sites”.').waitFor();
    expect(await result.getByText('Tried after the line above works.').count()).toBe(0);
    expect(desk.inputsOf('connection:test')).toMatchObject([{ ownerId: null }]);
    await expectClean(page);
    desk.people = {
      ...desk.people,
      accounts: desk.people.accounts.map((each) => ({ ...each, role: 'doctor', trueconfId: 'root' })),
    };
    desk.handlers['connection:test'] = () => okay({ stages: [stage('owner', 'passed')] });
    await button(page, 'Test connection').click();
    await result.getByText('Everything works.').waitFor(patience);
  });

  it('whose save meets another’s sees what the other has saved, and keeps the rest of what was typed', async () => {
    const desk = clinic();
    const { page } = await open(desk);
    await page.getByRole('navigation').getByRole('link', { name: 'Clinic' }).click(patience);
    await box(page, 'Name of the clinic').fill('Mine');
    await box(page, 'Telephone').fill('8 495 111-11-11');
    const save = desk.handlers['settings:save'];
    desk.handlers['settings:save'] = () => {
      const { values } = desk.settings;
      desk.settings = {
        ...desk.settings,
        values: { ...values, clinic: { ...values.clinic, name: 'Theirs' } },
      };
      return refusal('settings-changed');
    };
    await button(page, 'Save').click();
    await page
      .getByRole('alert')
      .getByText(/^Somebody else has just changed the settings\./)
      .waitFor(patience);
    expect(await box(page, 'Name of the clinic').inputValue()).toBe('Theirs');
    expect(await box(page, 'Telephone').inputValue()).toBe('8 495 111-11-11');
    desk.handlers['settings:save'] = save;
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.settings.values.clinic).toMatchObject({ name: 'Theirs', phone: '8 495 111-11-11' });
  });
});
