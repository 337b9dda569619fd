/** A day of a clinic on its service: from the code that the service prints to a link that is dead. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { phone as mobile } from '../support/chromium.ts';
import { doctor as account } from '../support/clinic.ts';
import { Doctor, embeddedRoom, Patient, patience } from '../support/people.ts';
import { House, launchForHouse, phone } from './support/house.ts';
import { tellPages } from './support/witness.ts';
import { Administrator, computer, Reception, signsIn } from './support/staff.ts';

const minuteMs = 60_000;
const later = (minutes: number): Date => new Date(Date.now() + minutes * minuteMs);
const home = { trustsEveryCertificate: true } as const;

let browser: Browser;
let house: House;

beforeAll(async () => {
  browser = await launchForHouse('whole');
  house = await House.open({ nodes: 2 });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

it('a clinic’s day', { timeout: 180_000 }, async () => {
  tellPages(browser);
  const { patients, staff } = house.nginx;
  // IT sets the service up.
  const it = await Administrator.first(await computer(browser), staff, await house.firstCode());
  await it.setsUp(house.server.origin);
  await it.entersClinic('City Clinic No. 5', phone);
  await it.choosesWaitingRoom();
  await it.choosesNamedGuests();

  // Reception plans a visit and sends the link.
  const vera = new Reception(await signsIn(await computer(browser), staff, 'vera'));
  const planned = await vera.plans('Dr. Petrova', later(90), 'Smirnova A.');
  const link = await vera.copiesLink(planned);
  expect(link.startsWith(`${patients}v/`)).toBe(true);

  // The patient opens it early, and the page says when to come. Reception moves the visit, and she looks again.
  const patient = await Patient.opens(await mobile(browser, home), link);
  await patient.sees('Your visit is planned');
  expect(await patient.reads()).toContain('Dr. Petrova will see you at this time:');
  await patient.isHidden();
  await vera.moves(planned, later(12));
  await patient.isShown();
  await patient.page.getByRole('textbox', { name: 'Your name' }).waitFor(patience);
  await patient.joins('Anna Smirnova');
  await patient.sees('Please wait');

  // The doctor sees her at one desk, and at the next.
  const [first, second] = await Promise.all([atDesk(account.id), atDesk(account.id)]);
  for (const desk of [first, second]) {
    await desk.sees('Waiting');
    await desk.person('Anna Smirnova').waitFor(patience);
  }
  await cannotLetIn(vera.page.getByRole('article').first());

  // A power cut takes the node that leads, and PostgreSQL: everybody keeps the place, nobody types a name again.
  await house.kill(await house.leader());
  const [other] = house.nodes;
  if (!other) throw new Error('two nodes were to run');
  await house.postgres.stop('crash');
  await house.postgres.start();
  await other.process.logged('service.leader');
  await house.ready(other);
  await patient.sees('Please wait');
  expect(await patient.page.getByRole('textbox').count()).toBe(0);

  await first.letsInPerson('Anna Smirnova');
  const patientRoom = await patient.isInTheCall();
  await first.sees('In the call');

  // A daughter joins by the same link from her own phone: reception may let her in, because her mother is in.
  const daughter = await Patient.opens(await mobile(browser, home), link);
  await daughter.joins('Maria Smirnova');
  await daughter.sees('Please wait');
  const line = vera.page.getByRole('listitem').filter({ hasText: 'Maria Smirnova' });
  await line.getByRole('button', { name: 'Let in', exact: true }).click(patience);
  // Hers is not the name of the label.
  await line.getByRole('button', { name: 'Let in all the same' }).click();
  const daughterRoom = await daughter.isInTheCall();
  await patientRoom.sees('Maria Smirnova');

  // The call, and the call at another desk.
  await first.card().getByRole('button', { name: 'Join the call' }).click();
  await patientRoom.sees('Dr. Petrova');
  await second.card().getByRole('button', { name: 'Join the call' }).click();
  await first.page.getByRole('alert').getByText('The call was taken over at another desk.').waitFor(patience);
  const { room } = await embeddedRoom(second.page);
  await room.sees('Anna Smirnova');
  await room.hears('Maria Smirnova');
  await daughterRoom.hears('Dr. Petrova');

  // The end: nothing is left on the server, and the link is dead on both phones.
  await second.ends();
  await second.sees('Ended');
  await expect.poll(() => house.server.conferences(), patience).toEqual([]);
  for (const someone of [patient, daughter]) {
    await someone.page.goto(link);
    expect(await someone.page.getByRole('button', { name: 'Join' }).count()).toBe(0);
    expect(await someone.reads()).toContain(phone);
  }
});

const atDesk = async (login: string): Promise<Doctor> =>
  Doctor.on(await signsIn(await computer(browser), house.nginx.staff, login));

/** Reception sees her, and the reason why only the doctor lets her in. */
async function cannotLetIn(card: Locator): Promise<void> {
  await card.getByText('Only the doctor lets the first one in.').waitFor(patience);
  expect(await card.getByRole('button', { name: 'Let in' }).count()).toBe(0);
}
