import type { Messages } from './messages.ts';
import { alerts } from './ru/alerts.ts';
import { board } from './ru/board.ts';
import { call } from './ru/call.ts';
import { card } from './ru/card.ts';
import { certificates } from './ru/certificates.ts';
import { checkConfig } from './ru/checkConfig.ts';
import { computer } from './ru/computer.ts';
import { desktop } from './ru/desktop.ts';
import { diagnostics } from './ru/diagnostics.ts';
import { doctors } from './ru/doctors.ts';
import { errors } from './ru/errors.ts';
import { history } from './ru/history.ts';
import { importEnv } from './ru/importEnv.ts';
import { keys } from './ru/keys.ts';
import { launch } from './ru/launch.ts';
import { patient } from './ru/patient.ts';
import { people } from './ru/people.ts';
import { policy } from './ru/policy.ts';
import { reach } from './ru/reach.ts';
import { rehearsal } from './ru/rehearsal.ts';
import { sending } from './ru/sending.ts';
import { service } from './ru/service.ts';
import { setAside } from './ru/setAside.ts';
import { settingFields } from './ru/settingFields.ts';
import { settings } from './ru/settings.ts';
import { setup } from './ru/setup.ts';
import { signals } from './ru/signals.ts';

export const ru: Messages = {
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
