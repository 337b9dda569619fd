/**
 * The desk's dictionary: areas of the patient's page, of the start and of the service's own pages are not loaded here. An area that a
 * component names and that is not here does not compile.
 */
import { alerts } from '../../shared/i18n/en/alerts.ts';
import { board } from '../../shared/i18n/en/board.ts';
import { call } from '../../shared/i18n/en/call.ts';
import { card } from '../../shared/i18n/en/card.ts';
import { doctors } from '../../shared/i18n/en/doctors.ts';
import { errors } from '../../shared/i18n/en/errors.ts';
import { history } from '../../shared/i18n/en/history.ts';
import { keys } from '../../shared/i18n/en/keys.ts';
import { people } from '../../shared/i18n/en/people.ts';
import { sending } from '../../shared/i18n/en/sending.ts';
import { settings } from '../../shared/i18n/en/settings.ts';
import { signals } from '../../shared/i18n/en/signals.ts';

export const texts = {
  alerts,
  board,
  call,
  card,
  doctors,
  errors,
  history,
  keys,
  people,
  sending,
  settings,
  signals,
};
