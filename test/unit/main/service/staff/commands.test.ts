/** Both sides of the socket go by one list of what is a command: whoever forgets a key here gets a refusal there. */
import { expect, test } from 'vitest';
import { isCommand } from '../../../../../src/main/service/staff/protocol.ts';
import { requestChannels } from '../../../../../src/shared/ipc/channels.ts';

test('all but what only reads is a command, and so is what nobody knows', () => {
  expect(requestChannels.filter((channel) => !isCommand(channel))).toEqual([
    'app:info',
    'visits:list',
    'settings:get',
    'connection:test',
    'certificate:look',
    'certificate:readCaFile',
    'certificate:checkPage',
    'log:read',
    'bundle:make',
    'leftovers:list',
    'reach:state',
    'rehearsal:state',
    'rehearsal:report',
    'doctors:list',
    'history:list',
    'history:count',
    'people:list',
    'clinic:state',
    'shell:autostart',
    'shell:media',
    'shell:updates',
  ]);
  expect(isCommand('visits:nothing')).toBe(true);
});
