/** The addresses that hand a message to another program: e-mail, SMS, messengers. Pure; docs/sending.md has the sources. */

/** What goes through one of them reaches the company behind it: IT decides. */
export const messengers = ['telegram', 'whatsapp', 'max'] as const;
export type Messenger = (typeof messengers)[number];

/** Characters; Windows hands over no longer ones (2,048), and the openers of some systems break a little before. */
export const maxAddressLength = 2_000;

/** The hosts whose pages hand a message to the messenger. */
export const messengerHosts: Readonly<Record<Messenger, string>> = {
  telegram: 't.me',
  whatsapp: 'wa.me',
  max: 'max.ru',
};

/** What half a character would break. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
const withBreaks = (text: string, lineBreak: string): string => text.replace(/\r\n|\r|\n/gu, lineBreak);

/** RFC 6068 §5: a line break in a body is `%0D%0A`. */
export const mailtoAddress = (subject: string, body: string): string =>
  `mailto:?subject=${encoded(withBreaks(subject, ' '))}&body=${encoded(withBreaks(body, '\r\n'))}`;

/** A number as `sms:` takes it; empty: none, `null`: this is no number. */
export function smsNumber(typed: string): string | null {
  const number = typed.replace(/[\s().-]/gu, '');
  return number === '' || /^\+?\d{3,15}$/u.test(number) ? number : null;
}

/** `?&`: iOS looks for `&body`, RFC 5724 has `?body`; both find theirs. Without a number the program asks for one. */
export const smsAddress = (number: string, body: string): string =>
  `sms:${number}?&body=${encoded(withBreaks(body, '\n'))}`;

/** Telegram puts `url` before `text` itself, so the line of the link is not said twice. */
export function messengerAddress(messenger: Messenger, message: string, link: string): string {
  const text = withBreaks(message, '\n');
  const host = `https://${messengerHosts[messenger]}`;
  switch (messenger) {
    case 'telegram':
      return `${host}/share/url?url=${encoded(link)}&text=${encoded(withoutLine(text, link))}`;
    case 'whatsapp':
      return `${host}/?text=${encoded(text)}`;
    case 'max':
      return `${host}/:share?text=${encoded(text)}`;
  }
}

const withoutLine = (text: string, link: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== link)
    .join('\n')
    .trim();
