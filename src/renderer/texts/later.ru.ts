import { computer } from '../../shared/i18n/ru/computer.ts';
import { diagnostics } from '../../shared/i18n/ru/diagnostics.ts';
import { people } from '../../shared/i18n/ru/people.ts';
import { policy } from '../../shared/i18n/ru/policy.ts';
import { reach } from '../../shared/i18n/ru/reach.ts';
import { rehearsal } from '../../shared/i18n/ru/rehearsal.ts';
import { settings } from '../../shared/i18n/ru/settings.ts';
import { settingFields } from '../../shared/i18n/ru/settingFields.ts';
import type { LaterTexts } from '../texts.ts';

export const laterTexts: LaterTexts = {
  computer,
  diagnostics,
  people,
  policy,
  reach,
  rehearsal,
  settings,
  settingFields,
};
