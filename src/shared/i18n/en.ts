import { alerts } from './en/alerts.ts';
import { board } from './en/board.ts';
import { call } from './en/call.ts';
import { card } from './en/card.ts';
import { certificates } from './en/certificates.ts';
import { checkConfig } from './en/checkConfig.ts';
import { computer } from './en/computer.ts';
import { desktop } from './en/desktop.ts';
import { diagnostics } from './en/diagnostics.ts';
import { doctors } from './en/doctors.ts';
import { errors } from './en/errors.ts';
import { history } from './en/history.ts';
import { importEnv } from './en/importEnv.ts';
import { keys } from './en/keys.ts';
import { launch } from './en/launch.ts';
import { patient } from './en/patient.ts';
import { people } from './en/people.ts';
import { policy } from './en/policy.ts';
import { reach } from './en/reach.ts';
import { rehearsal } from './en/rehearsal.ts';
import { sending } from './en/sending.ts';
import { service } from './en/service.ts';
import { setAside } from './en/setAside.ts';
import { settingFields } from './en/settingFields.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { signals } from './en/signals.ts';

/** English texts. `{{gap}}` is filled in; plurals end in `_one`, `_few`, `_many`, `_other` (all four, in both languages). */
export const en = {
  alerts,
  board,
  call,
  card,
  certificates,
  checkConfig,
  computer,
  desktop,
  diagnostics,
  doctors,
  errors,
  history,
  importEnv,
  keys,
  launch,
  patient,
  people,
  policy,
  reach,
  rehearsal,
  sending,
  service,
  setAside,
  settingFields,
  settings,
  setup,
  signals,
};
