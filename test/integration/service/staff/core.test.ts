/** The staff side in front of the real core, which is in front of the emulator. */
import { expect, test } from 'vitest';
import { requests, visitViewSchema } from '../../../../src/shared/ipc/contract.ts';
import { onlyDoctor } from '../../../../src/main/ipc/caller.ts';
import { DeskClient, newKey } from './deskClient.ts';
import { doctorOf, press, startClinic } from './clinic.ts';

test('a visit from plan to end: reception plans and cancels, the doctor starts it and lets in first, reception only after', async () => {
  const clinic = await startClinic();
  const doctor = await doctorOf(clinic);
  const reception = await clinic.account({ role: 'reception', siteIds: ['north'] });
  const elsewhere = await clinic.account({ role: 'reception', siteIds: ['south'] });
  const open = async (account: typeof doctor) =>
    DeskClient.open(clinic.origin, { cookie: await clinic.signIn(account) });
  const desks = {
    doctor: await open(doctor),
    reception: await open(reception),
    other: await open(elsewhere),
  };

  const ownerId = doctor.trueconfId ?? '';
  const key = newKey();
  const startsAt = Date.now() + 3 * 3_600_000;
  const asked = { ownerId, label: 'Ivanova', startsAt };
  const planned = await desks.reception.ask('visits:create', asked, key);
  if (!planned.ok) throw new Error(planned.error.code);
  const visit = requests['visits:create'].output.parse(planned.value);
  expect(visit).toMatchObject({ ownerId, label: 'Ivanova', phase: 'planned', startsAt });
  await desks.doctor.heard(({ event }) => event === 'visits:changed');

  // The same command over another connection, and on a node that remembers nothing of it: one visit.
  const again = await open(reception);
  expect(await again.ask('visits:create', asked, key)).toEqual(planned);
  const { accountId, role } = { accountId: reception.id, role: reception.role };
  const caller = { ...onlyDoctor, you: { name: '', role }, accountId, ownerIds: [ownerId], commandKey: key };
  const elsewhereDone = await clinic.core.app.router.dispatch('visits:create', asked, caller);
  expect(elsewhereDone.ok && requests['visits:create'].output.parse(elsewhereDone.value).id).toBe(visit.id);

  const listOf = async (desk: DeskClient): Promise<string[]> => {
    const listed = await desk.ask('visits:list', {});
    if (!listed.ok) return [];
    return requests['visits:list'].output.parse(listed.value).visits.map(({ id }) => id);
  };
  expect(await listOf(desks.doctor)).toEqual([visit.id]);
  expect(await listOf(desks.reception)).toEqual([visit.id]);
  expect(await listOf(desks.other)).toEqual([]);
  for (const channel of ['visits:end', 'visits:start', 'visits:newLink'])
    expect(await desks.other.outcome(channel, { visitId: visit.id })).toBe('forbidden');

  expect(
    await desks.reception.outcome('visits:move', { visitId: visit.id, startsAt: startsAt + 60_000 }),
  ).toBe('ok');
  expect(await desks.doctor.outcome('visits:start', { visitId: visit.id })).toBe('ok');
  await desks.reception.heard(({ payload }) => isPhase(payload, 'live'));

  const link = visit.link?.url ?? '';
  const waitingFor = async (name: string): Promise<string> => {
    expect((await press(link, name)).status).toBeLessThan(400);
    const event = await desks.reception.heard(({ payload }) => personNamed(payload, name) !== undefined);
    return personNamed(event.payload, name) ?? '';
  };
  const first = await waitingFor('Anna');
  const relative = await waitingFor('Boris');
  const letIn = (desk: DeskClient, personId: string) =>
    desk.outcome('persons:letIn', { visitId: visit.id, personIds: [personId] });
  expect(await letIn(desks.reception, first)).toBe('forbidden');
  expect(await letIn(desks.doctor, first)).toBe('ok');
  expect(await letIn(desks.reception, relative)).toBe('ok');

  expect(await desks.reception.outcome('call:enter', { visitId: visit.id })).toBe('forbidden');
  expect(await desks.doctor.outcome('call:enter', { visitId: visit.id })).toBe('ok');
  expect(await desks.reception.outcome('visits:end', { visitId: visit.id })).toBe('ok');
  await desks.doctor.heard(({ payload }) => isPhase(payload, 'closed'));
  expect(desks.other.events.filter(({ event }) => event === 'visits:changed')).toEqual([]);
  expect(clinic.log.text() + clinic.core.log.text()).not.toMatch(/Ivanova|Anna|Boris/);
});

const personNamed = ({ visit }: { readonly [key: string]: unknown }, name: string): string | undefined => {
  const parsed = visitViewSchema.safeParse(visit);
  return parsed.data?.persons.find((person) => person.name === name)?.id;
};

const isPhase = ({ visit }: { readonly [key: string]: unknown }, phase: string): boolean =>
  typeof visit === 'object' && visit !== null && 'phase' in visit && visit.phase === phase;

test('who is signed in, and for whom they may make visits, comes from the accounts', async () => {
  const clinic = await startClinic();
  const doctor = await doctorOf(clinic);
  await clinic.account({ role: 'doctor', trueconfId: 'far-away', siteIds: ['south'] });
  const reception = await clinic.account({ role: 'reception', siteIds: ['north'] });
  const desk = await DeskClient.open(clinic.origin, { cookie: await clinic.signIn(reception) });
  const info = await desk.ask('app:info', {});
  expect(info.ok && info.value).toMatchObject({
    shell: 'service',
    you: { name: reception.name, role: 'reception' },
  });
  const doctors = await desk.ask('doctors:list', {});
  expect(doctors.ok && doctors.value).toEqual({ doctors: [{ id: doctor.trueconfId, name: doctor.name }] });
  const administrator = await clinic.account({ role: 'administrator' });
  const office = await DeskClient.open(clinic.origin, { cookie: await clinic.signIn(administrator) });
  expect(await office.outcome('settings:get', {})).toBe('ok');
  expect(await office.outcome('people:list', {})).toBe('ok');
});
