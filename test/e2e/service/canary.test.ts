/**
 * A unique secret, label, note, typed name and the name that a portal gave go through a clinic's service and its faults; each
 * is found only where docs/security.md allows.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phone as mobile } from '../support/chromium.ts';
import { Doctor, Patient, patience, soon } from '../support/people.ts';
import { placesOf, Recorder, type Recorded } from '../support/recorder.ts';
import { House, launchForHouse, serverGiven, type Node } from './support/house.ts';
import { setUp } from './support/setUp.ts';
import { computer, Reception, signsIn } from './support/staff.ts';
import { tellPages } from './support/witness.ts';

const secret = 'canary5ec7e7c0ffee00112233445566778899';
const label = 'Canarylabel Quetzal';
const note = 'Canarynote Griffin';
const name = 'Canaryname Phoenix';
const ofPortal = 'Canaryportal Simurgh';
const staffLogins = ['vera', 'petrova', 'olga', 'orlov', 'admin'] as const;
const socket = { sent: 'socket /desk/socket sent', received: 'socket /desk/socket received' } as const;

let browser: Browser;
let house: House;
let token = '';
const desks = new Map<string, readonly Recorded[]>();
let ofPatient: readonly Recorded[] = [];
let ofPortalItself: readonly Recorded[] = [];
let ofMachines: readonly Recorded[] = [];

beforeAll(async () => {
  browser = await launchForHouse();
  house = await House.open({ nodes: 1, environment: serverGiven, clientSecret: secret });
  await setUp(house, { north: ['vera'], south: { doctor: 'orlov', reception: 'olga' } });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

function node(): Node {
  const [only] = house.nodes;
  if (!only) throw new Error('no node runs');
  return only;
}

describe('the canaries of the service', () => {
  it('go the whole way and through the faults', { timeout: 120_000 }, async () => {
    tellPages(browser);
    const { staff } = house.nginx;
    const watched = await Promise.all(
      staffLogins.map(async (login) => {
        const context = await computer(browser);
        const recorder = new Recorder(context);
        return { login, recorder, page: await signsIn(context, staff, login) };
      }),
    );
    const [vera, petrova] = watched;
    if (!vera || !petrova) throw new Error('nobody is there');
    const reception = new Reception(vera.page);
    const planned = await reception.plans('Dr. Petrova', new Date(Date.now() + 600_000), label);
    const link = await reception.copiesLink(planned);
    token = link.split('/').at(-1) ?? '';
    ofPortalItself = await portalPlans();
    await petrova.page.locator(`input[value="${ofPortal}"]`).waitFor(patience);

    // Presses that fail, by TrueConf and by PostgreSQL; then the way in, and the end.
    const phone = await mobile(browser, { trustsEveryCertificate: true });
    const recorder = new Recorder(phone);
    const patient = await Patient.opens(phone, link);
    await house.postgres.stop('kill');
    await patient.joins(name);
    await patient.page.getByRole('alert').waitFor(patience);
    await house.postgres.start();
    await house.ready(node());
    house.server.faults.answer = 'json500';
    await patient.joins(name);
    await patient.sees('Please wait');
    house.server.faults.answer = null;
    const doctor = Doctor.on(petrova.page);
    await doctor.letsInPerson(name);
    await doctor.letsInAllTheSame();
    await patient.isInTheCall();
    await doctor.notes(note, petrova.page.getByRole('article').filter({ hasText: name }));
    // Now the store holds both names, and the note.
    await remember();
    await doctor.ends(petrova.page.getByRole('article').filter({ hasText: name }));
    await soon(
      () => house.server.conferences(),
      (conferences) => expect(conferences).toEqual([]),
    );
    for (const each of watched) desks.set(each.login, await each.recorder.records());
    ofPatient = await recorder.records();
    await remember();
  });

  it('are alive: the search finds what is there', () => {
    expect(placesOf(label, desks.get('petrova') ?? [])).not.toEqual([]);
    expect(placesOf(name, ofPatient)).not.toEqual([]);
    for (const login of staffLogins) expect(desks.get(login)?.length, login).toBeGreaterThan(3);
    expect(ofMachines.length).toBeGreaterThan(50);
    for (const place of [/^backup$/, /^file [0-9A-F]{24}$/, /^log of the server$/])
      expect(
        ofMachines.some((record) => place.test(record.place) && /petrova|conferences/.test(record.text)),
        place.source,
      ).toBe(true);
  });

  it('the Client Secret is nowhere', () => {
    const everywhere = [...desks.values(), ofPatient, ofPortalItself, ofMachines].flat();
    expect(placesOf(secret, everywhere)).toEqual([]);
  });

  it.each([
    ['label', label, [socket.received, socket.sent]],
    ['typed name', name, [socket.received]],
    ['name that the portal gave', ofPortal, [socket.received]],
  ])(
    'the %s is at the desks of its doctor and of reception at its site, and at no other',
    (_, canary, places) => {
      expect(placesOf(canary, desks.get('vera') ?? [])).toEqual(places);
      expect(placesOf(canary, desks.get('petrova') ?? [])).toEqual([socket.received]);
      for (const login of ['olga', 'orlov', 'admin'])
        expect(placesOf(canary, desks.get(login) ?? []), login).toEqual([]);
      expect(placesOf(canary, ofMachines)).toEqual([]);
      expect(placesOf(canary, ofPortalItself)).toEqual([]);
    },
  );

  it('the note is at the desk of its doctor, and at no other', () => {
    expect(placesOf(note, desks.get('petrova') ?? [])).toEqual([socket.received, socket.sent]);
    for (const login of ['vera', 'olga', 'orlov', 'admin'])
      expect(placesOf(note, desks.get(login) ?? []), login).toEqual([]);
    expect(placesOf(note, [...ofMachines, ...ofPortalItself, ...ofPatient])).toEqual([]);
  });

  it('the patient’s phone has the typed name in its press and its answers, and no other name', () => {
    for (const canary of [label, ofPortal]) expect(placesOf(canary, ofPatient)).toEqual([]);
    const press = '/video/v/TOKEN/join';
    // A page that goes on to the call may be gone before its last answer can be read.
    const elsewhere = placesOf(name, ofPatient).filter(
      (place) => !place.startsWith('socket /websocket/') && place !== `answer to POST ${press}: body`,
    );
    expect(elsewhere).toEqual([`POST ${press} body`]);
  });

  it('the address of the link is in no log, no store, no backup, and at no desk of others', () => {
    expect(placesOf(token, ofMachines)).toEqual([]);
    for (const login of ['olga', 'orlov', 'admin'])
      expect(placesOf(token, desks.get(login) ?? []), login).toEqual([]);
  });
});

/** The portal of the clinic plans a visit; what it was answered. */
async function portalPlans(): Promise<readonly Recorded[]> {
  const key = /vd_\S+/.exec(await house.runs('portal-key', 'add', 'Portal', '--site', 'north'))?.[0] ?? '';
  const answer = await fetch(`${node().direct}api/v1/visits`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': 'appointment-4711',
    },
    body: JSON.stringify({
      doctorId: 'petrova',
      startsAt: new Date(Date.now() + 7_200_000).toISOString(),
      label: ofPortal,
    }),
  });
  expect(answer.status).toBe(201);
  return [{ place: 'answer to the portal', text: await answer.text() }];
}

let times = 0;
/** What the machines of the clinic hold and have said until now. */
async function remember(): Promise<void> {
  const backup = join(house.folder, `backup-${(times += 1)}.jsonl`);
  await house.runs('backup', backup);
  const metrics = await (await fetch(`${node().direct}metrics`)).text();
  ofMachines = [
    ...ofMachines,
    { place: 'backup', text: readFileSync(backup, 'utf8') },
    { place: 'metrics', text: metrics },
    { place: 'stdout and stderr', text: house.output() },
    { place: 'log of nginx', text: house.nginx.accessLog() },
    { place: 'log of the server', text: house.server.log.join('\n') },
    ...(await house.databaseFiles()),
  ];
}
