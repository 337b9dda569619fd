/** What is said only on the screens that load after the desk (`laterScreens.tsx`). */
import { computer } from '../../shared/i18n/en/computer.ts';
import { diagnostics } from '../../shared/i18n/en/diagnostics.ts';
import { people } from '../../shared/i18n/en/people.ts';
import { policy } from '../../shared/i18n/en/policy.ts';
import { reach } from '../../shared/i18n/en/reach.ts';
import { rehearsal } from '../../shared/i18n/en/rehearsal.ts';
import { settings } from '../../shared/i18n/en/settings.ts';
import { settingFields } from '../../shared/i18n/en/settingFields.ts';

export const laterTexts = {
  computer,
  diagnostics,
  people,
  policy,
  reach,
  rehearsal,
  settings,
  settingFields,
};
