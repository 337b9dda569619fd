import { expect, it } from 'vitest';
import { enabledMessengers } from '../../../../src/main/clinic/enabledMessengers.ts';
import { statusView } from '../../../fixtures/views.ts';

const { sending } = statusView();

it('knows none before the service has spoken, then what it last said, and nothing that it does not know', () => {
  const enabled = enabledMessengers();
  expect(enabled.list()).toEqual([]);
  enabled.info({ status: { ...statusView(), sending: { ...sending, messengers: ['max', 'icq'] } } });
  expect(enabled.list()).toEqual(['max']);
  enabled.status({ sending: { ...sending, messengers: ['whatsapp', 'telegram'], more: 1 } });
  expect(enabled.list()).toEqual(['telegram', 'whatsapp']);
  // What is no status of this kind changes nothing.
  for (const payload of [null, {}, { sending: 'telegram' }, { sending: { messengers: 'max' } }]) {
    enabled.status(payload);
    enabled.info({ status: payload });
  }
  expect(enabled.list()).toEqual(['telegram', 'whatsapp']);
  enabled.status(statusView());
  expect(enabled.list()).toEqual([]);
});
