/** What each role is answered and told, over real sockets. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { settingsView, statusView, visitView } from '../../../fixtures/views.ts';
import { DeskClient } from './deskClient.ts';
import { scriptedCore, staffNode } from './support.ts';

/** Two sites, a doctor at each, reception and an administrator; a visit of each doctor. */
async function clinic() {
  const clock = new FakeClock();
  const core = scriptedCore();
  const node = await staffNode({ clock, core });
  const house = await node.account({ role: 'doctor', trueconfId: 'house', siteIds: ['north'] });
  const wilson = await node.account({ role: 'doctor', trueconfId: 'wilson', siteIds: ['south'] });
  const reception = await node.account({ role: 'reception', siteIds: ['north'] });
  const administrator = await node.account({ role: 'administrator' });
  core.visits.set('of-house', { ownerId: 'house', furtherBrowsers: false });
  core.visits.set('of-wilson', { ownerId: 'wilson', furtherBrowsers: true });
  const desk = async (account: typeof house) =>
    DeskClient.open(node.origin, { cookie: await node.signIn(account) });
  const desks = {
    house: await desk(house),
    wilson: await desk(wilson),
    reception: await desk(reception),
    administrator: await desk(administrator),
  };
  return { clock, core, node, desks, accounts: { house, wilson, reception, administrator } };
}

test('what is not theirs is refused alike, whether it is there or not, and never reaches the core', async () => {
  const { desks, core, node } = await clinic();
  const { house, reception, administrator } = desks;
  const persons = (visitId: string) => ({ visitId, personIds: ['p1'] });
  const refused: readonly (readonly [DeskClient, string, unknown])[] = [
    [house, 'visits:end', { visitId: 'of-wilson' }],
    [house, 'visits:end', { visitId: 'nowhere' }],
    [house, 'visits:create', { ownerId: 'wilson' }],
    [house, 'settings:get', {}],
    [house, 'people:list', {}],
    [house, 'credentials:save', { secret: 'x', consent: true }],
    [reception, 'visits:end', { visitId: 'of-wilson' }],
    [reception, 'visits:end', { visitId: 'nowhere' }],
    [reception, 'call:enter', { visitId: 'of-house' }],
    [reception, 'persons:letIn', persons('of-house')],
    [reception, 'persons:decline', persons('of-house')],
    [reception, 'persons:undecline', persons('of-house')],
    [reception, 'persons:identify', { visitId: 'of-house', personId: 'p1', how: 'known' }],
    [reception, 'visits:setNote', { visitId: 'of-house', note: 'x' }],
    [reception, 'visits:create', {}],
    [reception, 'visits:create', { ownerId: 'wilson' }],
    [reception, 'visits:create', { ownerId: 'nobody' }],
    [house, 'visits:late', { minutes: 10, ownerId: 'wilson' }],
    [reception, 'visits:late', { minutes: 10 }],
    [reception, 'visits:late', { minutes: 10, ownerId: 'wilson' }],
    [reception, 'visits:setAdmission', { visitId: 'of-house', admission: 'straight' }],
    [administrator, 'visits:list', {}],
    [administrator, 'visits:create', { ownerId: 'house' }],
    [administrator, 'visits:end', { visitId: 'of-house' }],
    [administrator, 'demo:start', {}],
    [administrator, 'constructor', {}],
    [administrator, 'visits:nothing', {}],
  ];
  for (const [desk, channel, input] of refused)
    expect([channel, await desk.outcome(channel, input)]).toEqual([channel, 'forbidden']);
  expect(core.dispatched).toEqual([]);
  expect(node.log.text()).not.toContain('visits:nothing');
});

test('what is theirs reaches the core with who asks', async () => {
  const { desks, core, accounts } = await clinic();
  const { house, reception, administrator } = desks;
  core.visits.set('further', { ownerId: 'house', furtherBrowsers: true });
  expect(await house.outcome('visits:create', {})).toBe('ok');
  expect(await reception.outcome('visits:create', { ownerId: 'house' })).toBe('ok');
  expect(await reception.outcome('visits:move', { visitId: 'of-house', startsAt: 1 })).toBe('ok');
  expect(await reception.outcome('persons:letIn', { visitId: 'further', personIds: ['p2'] })).toBe('ok');
  expect(await reception.outcome('visits:late', { minutes: 10, ownerId: 'house' })).toBe('ok');
  expect(await administrator.outcome('settings:get', {})).toBe('ok');
  const callers = core.dispatched.map(({ caller }) => caller);
  expect(
    callers.map(({ accountId, you, ownerId, ownerIds }) => ({ accountId, you, ownerId, ownerIds })),
  ).toEqual(
    [accounts.house, ...Array(4).fill(accounts.reception), accounts.administrator].map((account) => ({
      accountId: account.id,
      you: { name: account.name, role: account.role },
      ownerId: account.trueconfId,
      ownerIds: account.role === 'administrator' ? [] : ['house'],
    })),
  );
  for (const { channel, caller } of core.dispatched)
    expect(caller.commandKey === null).toBe(channel === 'settings:get');
});

test('events go to whom they concern, with a revision of their own for each desk', async () => {
  const { desks, core } = await clinic();
  const change = (id: string, ownerId: string, revision: number): void =>
    core.emit({
      channel: 'visits:changed',
      payload: { revision, visit: visitView(id, 'waiting', { ownerId, label: `of ${ownerId}` }) },
    });
  change('of-wilson', 'wilson', 7);
  change('of-house', 'house', 8);
  change('of-stranger', 'stranger', 9);
  change('of-house', 'house', 10);
  core.emit({ channel: 'settings:changed', payload: settingsView() });
  core.emit({ channel: 'status:changed', payload: statusView() });
  for (const desk of Object.values(desks)) await desk.heard(({ event }) => event === 'status:changed');
  const heardBy = ({ events }: DeskClient): unknown[] =>
    events.map(({ event, payload }) => payload['revision'] ?? event);
  expect(heardBy(desks.house)).toEqual([1, 2, 'status:changed']);
  expect(heardBy(desks.wilson)).toEqual([1, 'status:changed']);
  expect(heardBy(desks.reception)).toEqual([1, 2, 'status:changed']);
  expect(heardBy(desks.administrator)).toEqual(['settings:changed', 'status:changed']);
  expect(desks.administrator.texts.join()).not.toContain('of house');
  expect(desks.house.texts.join()).not.toContain('of wilson');
});

test('the list stands at the revision at which the desk asked for it', async () => {
  const { desks, core } = await clinic();
  const own = visitView('of-house', 'waiting', { ownerId: 'house' });
  const foreign = visitView('of-wilson', 'waiting', { ownerId: 'wilson' });
  const change = (): void =>
    core.emit({
      channel: 'visits:changed',
      payload: { revision: 41, visit: own },
    });
  change();
  core.answer = () => {
    change();
    return { ok: true, value: { revision: 99, visits: [own, foreign] } };
  };
  // What the core lists too much is left out.
  expect(await desks.house.ask('visits:list', {})).toEqual({
    ok: true,
    value: { count: expect.any(String), revision: 1, visits: [own] },
  });
  expect(desks.house.events.map(({ payload }) => payload['revision'])).toEqual([1, 2]);
});

test('the note is sent to no desk but the doctor’s: not in lists, nor in what changed since, nor in events, nor in answers', async () => {
  const { desks, core } = await clinic();
  const noted = visitView('of-house', 'waiting', { ownerId: 'house', note: 'Asks about the scar.' });
  core.answer = ({ channel }) => {
    if (channel === 'visits:list') return { ok: true, value: { revision: 0, visits: [noted] } };
    if (channel === 'visits:addLink') return { ok: true, value: { visit: noted, number: 2 } };
    return { ok: true, value: noted };
  };
  const everythingTold = async (desk: DeskClient): Promise<string> => {
    const list = await desk.ask('visits:list', {});
    if (!list.ok) throw new Error(list.error.code);
    const { count } = z.object({ count: z.string() }).parse(list.value);
    core.emit({ channel: 'visits:changed', payload: { revision: 1, visit: noted } });
    await desk.heard(({ event }) => event === 'visits:changed');
    const answers = [
      await desk.ask('visits:list', { since: { count, revision: 0 } }),
      await desk.ask('visits:addLink', { visitId: 'of-house', label: '' }),
      await desk.ask('visits:end', { visitId: 'of-house' }),
    ];
    for (const answer of answers) expect(JSON.stringify(answer)).toContain('"note":');
    return desk.texts.join();
  };
  const doctors = await everythingTold(desks.house);
  expect(doctors.split('Asks about the scar.')).toHaveLength(6);
  const receptions = await everythingTold(desks.reception);
  expect(receptions).toContain('"note":""');
  expect(receptions).not.toContain('scar');
});

test('visits of a doctor who is disabled can still be cancelled by reception, and none are made anew', async () => {
  const { desks, node, accounts } = await clinic();
  await node.account({ ...accounts.house, disabled: true });
  expect(await desks.reception.outcome('visits:end', { visitId: 'of-house' })).toBe('ok');
  expect(await desks.reception.outcome('visits:create', { ownerId: 'house' })).toBe('forbidden');
});

test('an account without a TrueConf ID owns nothing, also not visits without an owner', async () => {
  const { node, core } = await clinic();
  core.visits.set('ownerless', { ownerId: '', furtherBrowsers: false });
  const account = await node.account({ role: 'doctor', trueconfId: null });
  const desk = await DeskClient.open(node.origin, { cookie: await node.signIn(account) });
  expect(await desk.outcome('visits:end', { visitId: 'ownerless' })).toBe('forbidden');
  expect(await desk.outcome('visits:create', {})).toBe('forbidden');
  expect(await desk.outcome('visits:list', {})).toBe('ok');
  expect(core.dispatched.at(-1)?.caller.ownerIds).toEqual([]);
});

test('when the store cannot say whose visit it is, nothing is done', async () => {
  const { desks, core } = await clinic();
  core.isAway = true;
  expect(await desks.house.outcome('visits:end', { visitId: 'of-house' })).toBe('storage-failed');
  expect(core.dispatched).toEqual([]);
  core.isAway = false;
  expect(await desks.house.outcome('visits:end', { visitId: 'of-house' })).toBe('ok');
});
