/** What a node takes over from the others when it begins to hear them, and after it could not. */
import { expect, onTestFinished, test } from 'vitest';
import { createLocalSignals } from '../../../../../src/main/service/staff/index.ts';
import type { ElsewhereListener } from '../../../../../src/main/service/store.ts';
import { startUpkeep, type UpkeepParts } from '../../../../../src/main/service/upkeep.ts';
import { FakeClock, settle } from '../../../../fixtures/fakeClock.ts';
import { recordingLog } from '../../../../fixtures/recordingLog.ts';

const everything = ['directory', 'promotion', 'rehearsal', 'settings', 'visits'];

/** Notes what is read anew. */
function anUpkeep({ isAlone }: { readonly isAlone: boolean }) {
  const clock = new FakeClock();
  const read: string[] = [];
  const heard: ElsewhereListener[] = [];
  const reads = (name: string) => async () => void read.push(name);
  const parts: UpkeepParts = {
    foundations: {
      secrets: { reload: () => ({ ok: true, value: [] }) },
      store: {
        listen: (listener) => heard.push(listener),
        leads: () => false,
        portalRequests: { sweep: reads('sweep') },
        ...(!isAlone && { signals: createLocalSignals() }),
      },
    },
    config: { staff: { certificateFile: '', keyFile: '' } },
    app: {
      savedElsewhere: reads('visit'),
      reload: reads('visits'),
      settingsChangedElsewhere: reads('settings'),
      rehearsalChangedElsewhere: reads('rehearsal'),
      lookAtListener: reads('listener'),
    },
    access: { sweep: reads('sweep'), directory: { refresh: reads('directory') } },
    clientSecret: { look: reads('promotion') },
    listener: { certificate: () => undefined, useCertificate: () => undefined },
    clock,
    log: recordingLog(),
  };
  const upkeep = startUpkeep(parts);
  onTestFinished(() => upkeep.end());
  return { upkeep, read, heard };
}

test('what others changed while this node started, before anybody here listened, is read anew', async () => {
  const { upkeep, read } = anUpkeep({ isAlone: false });
  upkeep.begin();
  await settle();
  expect([...new Set(read)].toSorted()).toEqual(everything);
});

test('the only node has nothing to catch up with', async () => {
  const { upkeep, read } = anUpkeep({ isAlone: true });
  upkeep.begin();
  await settle();
  expect(read).toEqual(['promotion']);
});

test('after a gap everything that others may have changed is read anew', async () => {
  const { upkeep, read, heard } = anUpkeep({ isAlone: false });
  upkeep.begin();
  await settle();
  read.length = 0;
  heard[0]?.gap();
  await settle();
  expect(read.toSorted()).toEqual(everything);
});
