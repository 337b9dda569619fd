import { alerts } from '../../shared/i18n/ru/alerts.ts';
import { board } from '../../shared/i18n/ru/board.ts';
import { call } from '../../shared/i18n/ru/call.ts';
import { card } from '../../shared/i18n/ru/card.ts';
import { doctors } from '../../shared/i18n/ru/doctors.ts';
import { errors } from '../../shared/i18n/ru/errors.ts';
import { history } from '../../shared/i18n/ru/history.ts';
import { keys } from '../../shared/i18n/ru/keys.ts';
import { people } from '../../shared/i18n/ru/people.ts';
import { sending } from '../../shared/i18n/ru/sending.ts';
import { settings } from '../../shared/i18n/ru/settings.ts';
import { signals } from '../../shared/i18n/ru/signals.ts';
import type { DeskTexts } from '../texts.ts';

export const texts: DeskTexts = {
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
