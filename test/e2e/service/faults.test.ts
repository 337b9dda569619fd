/** What goes wrong around a clinic's service, as patients and staff meet it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { errorTexts } from '../../../src/main/service/access/errorTexts.ts';
import { freePort } from '../../fixtures/freePort.ts';
import { replaced } from '../../fixtures/nginx.ts';
import { root } from '../../integration/service/process/serviceProcess.ts';
import { phone as mobile } from '../support/chromium.ts';
import { Doctor, Patient, patience, soon } from '../support/people.ts';
import { House, launchForHouse, phone, serverGiven, type Node } from './support/house.ts';
import { setUp } from './support/setUp.ts';
import { computer, fillsIn, Reception, signsIn } from './support/staff.ts';
import { tellPages } from './support/witness.ts';
import { statusesFrom } from './support/wire.ts';

const later = (): Date => new Date(Date.now() + 90 * 60_000);
const home = { trustsEveryCertificate: true } as const;
const nextSecret = 'beefcafe'.repeat(4);

let browser: Browser;
let house: House;
let vera: Reception;
let olga: Page;

beforeAll(async () => {
  browser = await launchForHouse();
  const issuer = `https://127.0.0.1:${await freePort()}`;
  house = await House.open({
    nodes: 1,
    environment: serverGiven,
    secrets: { 'client-secret-next': nextSecret },
    config: { access: { local: 'everybody', oidc: { ...exampleProvider(), issuer } } },
  });
  await setUp(house, { north: ['vera', 'olga'] });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** As the manual shows it. */
function exampleProvider(): object {
  const manual = readFileSync(join(root, 'docs/service.md'), 'utf8');
  const [, example = ''] = /```json\n("access": [^`]+)```/.exec(manual) ?? [];
  return z.object({ access: z.object({ oidc: z.looseObject({}) }) }).parse(JSON.parse(`{${example}}`)).access
    .oidc;
}

const cards = (page: Page): Locator => page.getByRole('article');
const button = (from: Page | Locator, name: string): Locator =>
  from.getByRole('button', { name, exact: true });
function node(): Node {
  const [only] = house.nodes;
  if (!only) throw new Error('no node runs');
  return only;
}

const lost = (page: Page): Locator => page.getByText(/^No connection since/);

/** Neither desk has heard of the other's click: the line is away while both click. Both clicks reach the service. */
async function bothClick(buttons: readonly Locator[], channel: string): Promise<void> {
  await house.nginx.stop();
  for (const one of buttons) {
    await lost(one.page()).waitFor(patience);
    await one.click(patience);
  }
  await house.nginx.start();
  await soon(
    () => askedOf(channel),
    (count) => expect(count).toBe(2),
  );
}

/** How often desks have asked for this, whatever they were answered. */
async function askedOf(channel: string): Promise<number> {
  const text = await (await fetch(`${node().direct}metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.includes(`_desk_request_seconds_count{channel="${channel}"`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('faults', { timeout: 90_000 }, () => {
  it('the identity provider is away: it is said, and a login of Visit Desk still opens the desk', async () => {
    tellPages(browser);
    const page = await (await computer(browser)).newPage();
    await page.goto(house.nginx.staff);
    await page.getByRole('link', { name: 'Sign in with the clinic’s account' }).click(patience);
    await page.getByRole('alert').getByText(errorTexts.en['provider-away']).waitFor(patience);
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    await fillsIn(page, 'vera');
    vera = new Reception(page);
    olga = await signsIn(await computer(browser), house.nginx.staff, 'olga');
  });

  it('two receptions click the same visit: it is made once, and ended once', async () => {
    tellPages(browser);
    const mine = await vera.plans('Dr. Petrova', later(), 'Both of us');
    const hers = cards(olga).first();
    await hers.waitFor(patience);
    await bothClick([button(mine, 'Start now'), button(hers, 'Start now')], 'visits:start');
    for (const card of [mine, hers]) await card.getByText('Not opened').waitFor(patience);
    expect(house.server.conferences()).toHaveLength(1);
    await bothClick([button(mine, 'End visit'), button(hers, 'End visit')], 'visits:end');
    for (const page of [vera.page, olga]) await page.getByText('Ended').first().waitFor(patience);
    expect(house.server.conferences()).toEqual([]);
    expect(house.server.requests(/^POST .*\/conferences \d/)).toBe(1);
  });

  it('a proxy that drops every line after a second, and one that is away: no click is lost or done twice', async () => {
    tellPages(browser);
    const { nginx, server } = house;
    const before = await cards(vera.page).count();
    await nginx.stop();
    await lost(vera.page).waitFor(patience);
    await button(vera.page, 'New visit').click();
    await nginx.start((site) => replaced(site, /proxy_read_timeout 75s/g, 'proxy_read_timeout 1s'));
    await soon(
      () => cards(vera.page).count(),
      (count) => expect(count).toBe(before + 1),
    );
    for (const round of [2, 3]) {
      await lost(vera.page).waitFor(patience);
      await button(vera.page, 'New visit').click();
      await soon(
        () => cards(vera.page).count(),
        (count) => expect(count).toBe(before + round),
      );
    }
    await nginx.stop();
    // From here on one that keeps answers back until they are whole.
    await nginx.start((site) => replaced(site, /proxy_buffering off/g, 'proxy_buffering on'));
    await lost(vera.page).waitFor({ ...patience, state: 'hidden' });
    for (const page of [vera.page, olga])
      await soon(
        () => page.getByText('Not opened').count(),
        (count) => expect(count).toBe(3),
      );
    expect(server.conferences()).toHaveLength(3);
    expect(await cards(olga).count()).toBe(before + 3);
  });

  it('PostgreSQL is gone: the page is calm, places are kept, and nobody types a name again', async () => {
    tellPages(browser);
    const [first, second] = [cards(vera.page).first(), cards(vera.page).nth(1)];
    const [link, other] = [await vera.copiesLink(first), await vera.copiesLink(second)];
    const waits = await Patient.opens(await mobile(browser, home), link);
    await waits.joins('Anna Smirnova');
    await waits.sees('Please wait');
    const types = await Patient.opens(await mobile(browser, home), other);

    await house.postgres.stop('kill');
    await types.joins('Boris Orlov');
    await types.page.getByRole('alert').waitFor(patience);
    expect(await types.reads()).toContain(phone);
    const comes = await Patient.opens(await mobile(browser, home), link);
    expect(await comes.reads()).toContain(phone);
    // It must not say that the link is dead: it is not.
    await comes.sees('Something went wrong');
    await waits.sees('Please wait');

    await button(vera.page, 'New visit').click();
    await vera.page
      .getByRole('alert')
      .getByText(/PostgreSQL/)
      .waitFor(patience);
    await house.postgres.start();
    await house.ready(node());
    await button(types.page, 'Join').click();
    await types.sees('Please wait');
    const doctor = Doctor.on(await signsIn(await computer(browser), house.nginx.staff, 'petrova'));
    for (const name of ['Anna Smirnova', 'Boris Orlov'])
      await doctor.page
        .getByRole('listitem')
        .filter({ hasText: name })
        .getByRole('button', { name: 'Let in', exact: true })
        .click(patience);
    await waits.isInTheCall();
    await types.isInTheCall();
  });

  it('who claims another address is counted by the own one, before the proxy and past it', async () => {
    const paths = Array.from({ length: 70 }, (_, index) => `/video/v/${`${index}`.padStart(22, 'x')}`);
    const asked = { host: new URL(house.nginx.patients).host, paths };
    const past = await statusesFrom({ ...asked, from: '127.0.0.2', port: node().ports.patients });
    const before = await statusesFrom({ ...asked, from: '127.0.0.3', port: house.nginx.port, tls: true });
    for (const statuses of [past, before])
      expect([statuses.filter((status) => status === 404).length, statuses.at(-1)]).toEqual([60, 429]);
    // Whoever is not concerned goes on.
    const patient = await Patient.opens(
      await mobile(browser, home),
      `${house.nginx.patients}v/${'y'.repeat(22)}`,
    );
    expect(await patient.reads()).toContain(phone);
  });

  it('the secret is revoked at noon: the next one takes its place in the same request', async () => {
    tellPages(browser);
    house.secret.now = nextSecret;
    house.server.revokeTokens();
    const made = house.server.conferences().length;
    await button(vera.page, 'New visit').click();
    await soon(
      () => house.server.conferences().length,
      (count) => expect(count).toBe(made + 1),
    );
    await node().process.logged('secret.rejected-other-tried');
    expect(house.output()).not.toContain(nextSecret);
  });
});
