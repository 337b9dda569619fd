import type { Messages } from './messages.ts';
import { alerts } from './ru/alerts.ts';
import { board } from './ru/board.ts';
import { call } from './ru/call.ts';
import { card } from './ru/card.ts';
import { doctors } from './ru/doctors.ts';
import { errors } from './ru/errors.ts';
import { history } from './ru/history.ts';
import { keys } from './ru/keys.ts';
import { launch } from './ru/launch.ts';
import { patient } from './ru/patient.ts';
import { people } from './ru/people.ts';
import { sending } from './ru/sending.ts';
import { service } from './ru/service.ts';
import { settings } from './ru/settings.ts';
import { signals } from './ru/signals.ts';

export const ru: Messages = {
  alerts,
  board,
  call,
  card,
  doctors,
  errors,
  history,
  keys,
  launch,
  patient,
  people,
  sending,
  service,
  settings,
  signals,
};
