/** What is kept of who works here: changes that come at once. */
import { expect, it } from 'vitest';
import { createPresentDoctor } from '../../../../src/main/composition/presentDoctor.ts';
import { createVisitsHub } from '../../../../src/main/composition/visitsHub.ts';
import { emptyEnvironment } from '../../../../src/main/settings/environment.ts';
import { ownerPartition } from '../../../../src/main/visits/ownerPartition.ts';
import { createSettingsService } from '../../../../src/main/settings/settingsService.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';
import { SettingsInMemory } from '../../../fixtures/settingsDocument.ts';

const list = ['house', 'wilson'].map((id) => ({ id, name: '' }));

function aPc() {
  const store = new SettingsInMemory({ doctors: { list, entry: 'own-account' } });
  const settings = createSettingsService({ store, environment: emptyEnvironment, log: recordingLog() });
  const present = createPresentDoctor(settings, () => hub);
  const hub = createVisitsHub(present.isShown);
  return { store, settings, present, kept: () => settings.current().present };
}

it('none of them undoes another', async () => {
  const { present, kept } = aPc();
  await Promise.all([
    present.enteredIn('persist:a'),
    present.switchTo('wilson'),
    present.enteredIn('persist:b'),
  ]);
  expect(kept()).toEqual({ doctorId: 'wilson', entered: ['persist:a', 'persist:b'] });
  await Promise.all([
    present.signedOutOf('persist:a'),
    present.switchTo('house'),
    present.enteredIn('persist:c'),
  ]);
  expect(kept()).toEqual({ doctorId: 'house', entered: ['persist:b', 'persist:c'] });
});

it('one that cannot be saved does not hold up the next', async () => {
  const { store, present, kept } = aPc();
  store.writeFails = true;
  expect(await present.switchTo('wilson')).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  store.writeFails = false;
  expect(await present.switchTo('wilson')).toMatchObject({ ok: true });
  expect(kept().doctorId).toBe('wilson');
});

it('other trust of the same server leaves every doctor’s partition behind, and another server none', async () => {
  const { settings, present } = aPc();
  const left: string[] = [];
  present.onLeft((partition) => left.push(partition));
  const server = { ...settings.current().server, address: 'https://video.example' };
  const save = (part: object) => settings.save({ server: { ...settings.current().server, ...part } });
  await save(server);
  await save({ clientId: 'other' });
  expect(left).toEqual([]);
  await save({ trust: 'ca-file', caFile: '/etc/ca.pem' });
  expect(left).toEqual(list.map(({ id }) => ownerPartition(server, id)));
  await save({ address: 'https://other.example' });
  expect(left).toHaveLength(2);
});
