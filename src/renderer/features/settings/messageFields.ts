/** The fields of "Messages", and how they become what is saved. Pure. */
import { messengers } from '../../../shared/sending/addresses.ts';
import { templateProblem, type TemplateProblem } from '../../../shared/sending/template.ts';
import type { Settings } from '../../../shared/settings.ts';
import { builtInTemplate } from '../sending/templates.ts';

export interface MessageValues {
  readonly messageRu: string;
  readonly messageEn: string;
  readonly email: boolean;
  readonly sms: boolean;
  readonly telegram: boolean;
  readonly whatsapp: boolean;
  readonly max: boolean;
}

export const messageFields = [
  'messageRu',
  'messageEn',
  'email',
  'sms',
  'telegram',
  'whatsapp',
  'max',
] as const satisfies readonly (keyof MessageValues)[];

/** An empty text shows as the built-in one, so that it can be changed. */
export function messageValues({ ru, en, email, sms, ...stored }: Settings['messages']): MessageValues {
  return {
    messageRu: ru === '' ? builtInTemplate('ru') : ru,
    messageEn: en === '' ? builtInTemplate('en') : en,
    email,
    sms,
    telegram: stored.messengers.includes('telegram'),
    whatsapp: stored.messengers.includes('whatsapp'),
    max: stored.messengers.includes('max'),
  };
}

/** The built-in text is stored as empty: it stays the built-in one of later versions. */
export function messagesSection(values: MessageValues): Settings['messages'] {
  const stored = (text: string, language: 'ru' | 'en'): string =>
    text.trim() === builtInTemplate(language) ? '' : text.trim();
  return {
    ru: stored(values.messageRu, 'ru'),
    en: stored(values.messageEn, 'en'),
    email: values.email,
    sms: values.sms,
    messengers: messengers.filter((messenger) => values[messenger]),
  };
}

/** An emptied field means the built-in text. */
export const messageProblem = (text: string): TemplateProblem | undefined =>
  text.trim() === '' ? undefined : templateProblem(text);
