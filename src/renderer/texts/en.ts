/**
 * The desk's dictionary: areas of the patient's page, of the start and of the service's own pages are not loaded here. An area that a
 * component names and that is not here does not compile.
 */
import { alerts } from '../../shared/i18n/en/alerts.ts';
import { board } from '../../shared/i18n/en/board.ts';
import { call } from '../../shared/i18n/en/call.ts';
import { card } from '../../shared/i18n/en/card.ts';
import { certificates } from '../../shared/i18n/en/certificates.ts';
import { doctors } from '../../shared/i18n/en/doctors.ts';
import { errors } from '../../shared/i18n/en/errors.ts';
import { history } from '../../shared/i18n/en/history.ts';
import { keys } from '../../shared/i18n/en/keys.ts';
import { sending } from '../../shared/i18n/en/sending.ts';
import { setAside } from '../../shared/i18n/en/setAside.ts';
import { setup } from '../../shared/i18n/en/setup.ts';
import { signals } from '../../shared/i18n/en/signals.ts';

export const texts = {
  alerts,
  board,
  call,
  card,
  certificates,
  doctors,
  errors,
  history,
  keys,
  sending,
  setAside,
  setup,
  signals,
};
