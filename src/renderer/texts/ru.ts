import { alerts } from '../../shared/i18n/ru/alerts.ts';
import { board } from '../../shared/i18n/ru/board.ts';
import { call } from '../../shared/i18n/ru/call.ts';
import { card } from '../../shared/i18n/ru/card.ts';
import { certificates } from '../../shared/i18n/ru/certificates.ts';
import { doctors } from '../../shared/i18n/ru/doctors.ts';
import { errors } from '../../shared/i18n/ru/errors.ts';
import { history } from '../../shared/i18n/ru/history.ts';
import { keys } from '../../shared/i18n/ru/keys.ts';
import { sending } from '../../shared/i18n/ru/sending.ts';
import { setAside } from '../../shared/i18n/ru/setAside.ts';
import { setup } from '../../shared/i18n/ru/setup.ts';
import { signals } from '../../shared/i18n/ru/signals.ts';
import type { DeskTexts } from '../texts.ts';

export const texts: DeskTexts = {
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
