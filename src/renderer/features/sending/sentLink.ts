/** A link on its way to a patient: what is said with it. Pure. */
import type { Status, VisitView } from '../../../shared/ipc/contract.ts';
import { calendarFile } from '../../../shared/sending/calendar.ts';
import { composeMessage, type GapValues } from '../../../shared/sending/template.ts';
import { visitTime } from '../../../shared/sending/visitTime.ts';
import { fill } from '../../../shared/i18n/messages.ts';
import type { Language } from '../../../shared/settings.ts';
import { patientWords, templateOf } from './templates.ts';

type Sending = Status['sending'];

/** One of the links of a visit. */
export interface SentLink {
  readonly visit: VisitView;
  /** Of an extra link; `null`: the first. */
  readonly number: number | null;
  readonly url: string;
}

/** What is said of the link in one language; empty where there is nothing to say. */
export interface Letter {
  readonly values: GapValues;
  readonly message: string;
  readonly subject: string;
  /** Without the clinic, whose name may be long. */
  readonly shortSubject: string;
  readonly helpCode: string;
  /** When the visit will begin (epoch ms); `null`: at once, or it has begun. */
  readonly startsAt: number | null;
}

/** Whom the link is for, in the words of the desk; empty: it has not been written down. */
export function labelOf({ visit, number }: SentLink): string {
  if (number === null) return visit.label;
  return visit.extraLinks.find((link) => link.number === number)?.label ?? '';
}

/** `now` in epoch ms. */
export function letterOf(link: SentLink, sending: Sending, language: Language, now: number): Letter {
  const { visit, number, url } = link;
  const startsAt = visit.startsAt !== null && visit.startsAt > now ? visit.startsAt : null;
  const words = patientWords(language);
  const clinic = sending.clinicName;
  const values = {
    link: url,
    clinic,
    phone: sending.phone,
    time: startsAt === null ? '' : visitTime(startsAt, language),
    doctor: visit.doctorName,
  };
  const extra = visit.extraLinks.find((one) => one.number === number);
  return {
    values,
    message: composeMessage(templateOf(sending.templates[language], language), values),
    subject: clinic === '' ? words['email-subject'] : fill(words['email-subject-clinic'], { clinic }),
    shortSubject: words['email-subject'],
    helpCode: extra ? extra.helpCode : visit.helpCode,
    startsAt,
  };
}

/** The event for the patient's calendar; `message`: as it stands in the dialog. `now` in epoch ms. */
export function calendarOf(link: SentLink, letter: Letter, message: string, now: number): string | null {
  const { visit, number, url } = link;
  if (letter.startsAt === null) return null;
  return calendarFile({
    uid: `${visit.id}-${number ?? 1}@visit-desk`,
    createdAt: visit.createdAt,
    madeAt: now,
    startsAt: letter.startsAt,
    summary: letter.subject,
    description: message,
    link: url,
  });
}

/** `visit-2026-11-26-1430.ics`: of nobody's name. `startsAt` in epoch ms. */
export function calendarName(startsAt: number): string {
  const at = new Date(startsAt);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `visit-${day}-${two(at.getHours())}${two(at.getMinutes())}.ics`;
}
