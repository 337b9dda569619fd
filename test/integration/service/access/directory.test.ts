import { describe, expect, it, onTestFinished } from 'vitest';
import { createDirectory } from '../../../../src/main/service/access/directory.ts';
import type { Account, AccountStore } from '../../../../src/main/service/access/stores.ts';
import { anAccount, anAdministrator } from '../../../fixtures/accountStoreContract.ts';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import { openNode, storePath } from './support.ts';

type List = AccountStore['list'];

/** Two nodes over one store; `wrap` stands between the first one's directory and the store. */
async function clinic(wrap: (list: List) => List = (list) => list) {
  const path = storePath();
  const clock = new FakeClock();
  const [one, two] = [openNode({ path, clock }), openNode({ path, clock })];
  const list = wrap(() => one.stores.accounts.list());
  const directory = createDirectory({ store: { ...one.stores.accounts, list }, clock, log: one.log });
  onTestFinished(() => directory.stop());
  const save = async (account: Account, node = two) =>
    expect(await node.stores.accounts.save(account)).toBe('saved');
  const names = () => directory.doctors().map(({ name }) => name);
  return { clock, one, two, directory, save, names };
}

describe('who owns visits', () => {
  it('is told with the sites, by name: doctors who are not switched off', async () => {
    const { directory, save } = await clinic();
    await save(anAccount('b', { name: 'Second', siteIds: ['south', 'north'] }));
    await save(anAccount('a', { name: 'First' }));
    await save(anAccount('r', { role: 'reception', trueconfId: null }));
    await save(anAdministrator('m'));
    await save(anAccount('d', { name: 'Gone', disabled: true }));
    expect(directory.doctors()).toEqual([]);
    await directory.start();
    expect(directory.doctors()).toEqual([
      { id: 'dr.a', name: 'First', siteIds: ['north'] },
      { id: 'dr.b', name: 'Second', siteIds: ['south', 'north'] },
    ]);
  });

  it('stays known with the sites after the account was switched off: visits are left to cancel', async () => {
    const { directory, save } = await clinic();
    await save(anAccount('d', { name: 'Gone', disabled: true }));
    await directory.start();
    expect(directory.doctors()).toEqual([]);
    expect(directory.owners().map(({ id, siteIds }) => [id, siteIds])).toEqual([['dr.d', ['north']]]);
  });

  it('works where the account of now says, and a former site or another role with the ID opens nothing', async () => {
    const { directory, save } = await clinic();
    const moved = { trueconfId: 'dr.house' } as const;
    await save(anAccount('a', { ...moved, name: 'A former one', siteIds: ['south'], disabled: true }));
    await save(anAccount('b', { ...moved, name: 'Of now', siteIds: ['north'] }));
    await save(anAccount('c', { ...moved, name: 'At the desk', role: 'reception', siteIds: ['east'] }));
    await save(anAccount('d', { role: 'reception', siteIds: ['east'] }));
    await directory.start();
    const house = { id: 'dr.house', name: 'Of now', siteIds: ['north'] };
    expect([directory.doctors(), directory.owners()]).toEqual([[house], [house]]);
  });

  it('is one owner with two accounts, who works where either does', async () => {
    const { directory, save } = await clinic();
    await save(anAccount('a', { trueconfId: 'dr.house', siteIds: ['north'] }));
    await save(anAccount('b', { trueconfId: 'dr.house', siteIds: ['north', 'south'], login: null }));
    await directory.start();
    expect(directory.doctors()).toEqual([{ id: 'dr.house', name: 'Name of a', siteIds: ['north', 'south'] }]);
  });
});

describe('a change', () => {
  it('through this node is seen before it is answered', async () => {
    const { directory, one, names } = await clinic();
    await directory.start();
    const store = directory.seeing(one.stores.accounts);
    await store.save(anAccount('a'));
    expect(names()).toEqual(['Name of a']);
    await store.save(anAccount('a', { version: 1, disabled: true }));
    expect(names()).toEqual([]);
    expect(await store.load('a')).toMatchObject({ disabled: true });
  });

  it('through another node is seen within 20 s', async () => {
    const { clock, directory, save, names } = await clinic();
    await save(anAccount('a'));
    await directory.start();
    await save(anAccount('a', { version: 1, disabled: true }));
    expect(names()).toEqual(['Name of a']);
    await clock.advance(20_000);
    expect(names()).toEqual([]);
  });

  it.each(['rejects', 'hangs'] as const)('is seen within 60 s when one look %s', async (how) => {
    let isAway = false;
    const { clock, directory, save, names, one } = await clinic((list) => () => {
      if (!isAway) return list();
      isAway = false;
      return how === 'rejects' ? Promise.reject(new Error('CanaryCause')) : new Promise(() => undefined);
    });
    await save(anAccount('a'));
    await directory.start();
    await save(anAccount('a', { version: 1, disabled: true }));
    isAway = true;
    await clock.advance(20_000);
    // What was known stays: a board does not become empty for that.
    expect(names()).toEqual(['Name of a']);
    await clock.advance(39_999);
    expect(names()).toEqual([]);
    expect(one.log.text()).not.toContain('Canary');
  });

  it('is not undone by a look that began before it and came back after', async () => {
    const late: (() => void)[] = [];
    let isSlow = false;
    const { clock, directory, save, names } = await clinic((list) => async () => {
      const found = await list();
      if (isSlow) await new Promise<void>((resolve) => void late.push(resolve));
      return found;
    });
    await directory.start();
    isSlow = true;
    await clock.advance(20_000);
    isSlow = false;
    await save(anAccount('a'));
    await clock.advance(20_000);
    expect(names()).toEqual(['Name of a']);
    for (const answer of late) answer();
    await clock.advance(1);
    expect(names()).toEqual(['Name of a']);
  });
});

it('a store that is away at the start is told, and is looked at again', async () => {
  let isAway = true;
  const { clock, directory, save, names } = await clinic(
    (list) => () => (isAway ? Promise.reject(new Error('away')) : list()),
  );
  await save(anAccount('a'));
  await expect(directory.start()).rejects.toThrow('away');
  isAway = false;
  await clock.advance(20_000);
  expect(names()).toEqual(['Name of a']);
  directory.stop();
  expect(clock.pending).toBe(0);
});
