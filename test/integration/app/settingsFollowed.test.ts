/** What the core does with a change of its settings, when something goes wrong on the way. */
import { expect, test } from 'vitest';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { startCore } from './core.ts';

class AbsentVault extends ScriptedVault {
  absent = false;
  override async status() {
    if (this.absent) throw new Error('no answer');
    return super.status();
  }
}

test('a change that cannot be followed keeps no later one from being followed', async () => {
  const vault = new AbsentVault();
  const core = await startCore({ vault });
  const save = (name: string) => ({
    sections: { clinic: { ...core.app.settings().clinic, name } },
    linksMayDie: false,
  });
  vault.absent = true;
  expect((await core.refused('settings:save', save('North'))).code).toBe('internal');
  vault.absent = false;
  core.events.length = 0;
  expect((await core.ask('settings:save', save('South'))).state).toBe('saved');
  expect(core.events.map(({ channel }) => channel)).toContain('settings:changed');
});
