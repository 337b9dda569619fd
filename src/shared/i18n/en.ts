import { alerts } from './en/alerts.ts';
import { board } from './en/board.ts';
import { call } from './en/call.ts';
import { card } from './en/card.ts';
import { doctors } from './en/doctors.ts';
import { errors } from './en/errors.ts';
import { history } from './en/history.ts';
import { keys } from './en/keys.ts';
import { launch } from './en/launch.ts';
import { patient } from './en/patient.ts';
import { people } from './en/people.ts';
import { sending } from './en/sending.ts';
import { service } from './en/service.ts';
import { settings } from './en/settings.ts';
import { signals } from './en/signals.ts';

/** English texts. `{{gap}}` is filled in; plurals end in `_one`, `_few`, `_many`, `_other` (all four, in both languages). */
export const en = {
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
