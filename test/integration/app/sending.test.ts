/** What desks send by: from the settings to every desk's status, and the doctor's name to the visit. */
import { expect, test } from 'vitest';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { clientSecret, emulator, settingsFor, startCore } from './core.ts';

const messages = { en: 'Come: {{link}}', ru: '', email: true, sms: false, messengers: ['max'] as const };

test('the texts and ways of the clinic reach desks that may not read the settings, at once', async () => {
  const server = await emulator();
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  // A document of before there were messages.
  const core = await startCore({ settings: settingsFor(server), vault });
  expect(core.app.status().sending).toEqual({
    ...{ clinicName: '', phone: '', templates: { en: '', ru: '' } },
    ...{ email: true, sms: true, messengers: [] },
  });
  const visit = await core.ask('visits:create', {});
  expect(visit.doctorName).toBe('Dr. Petrova');
  for (const en of ['Come in', 'Come: {{link}} {{name}}'])
    expect(
      await core.refused('settings:save', {
        sections: { messages: { ...messages, messengers: ['max'], en } },
        linksMayDie: false,
      }),
    ).toMatchObject({ code: 'bad-request' });
  expect(core.app.settings().messages.en).toBe('');
  const clinic = { name: 'North', phone: '112', showDoctor: false };
  await core.ask('settings:save', {
    sections: { messages: { ...messages, messengers: ['max'] }, clinic },
    linksMayDie: false,
  });
  const sending = {
    ...{ clinicName: 'North', phone: '112', templates: { en: 'Come: {{link}}', ru: '' } },
    ...{ email: true, sms: false, messengers: ['max'] },
  };
  const told = () => core.events.findLast(({ channel }) => channel === 'status:changed')?.payload;
  await expect.poll(told).toMatchObject({ sending });
  // The doctor is not named to patients any more: nor in what is sent to them.
  const shown = () => core.events.findLast(({ channel }) => channel === 'visits:changed')?.payload;
  await expect.poll(shown).toMatchObject({ visit: { id: visit.id, doctorName: '' } });
  expect(core.app.settings()).toMatchObject({ messages: { ...messages } });
});

test('a stored text that is none any more costs its own section only', async () => {
  const server = await emulator();
  const settings = {
    ...settingsFor(server),
    ...{ messages: { en: 'no link' }, clinic: { name: 'North' } },
  };
  const core = await startCore({ settings });
  expect(core.app.status().sending).toMatchObject({ clinicName: 'North', templates: { en: '' } });
});
