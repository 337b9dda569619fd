/** What may be handed to the system: to its browser, its mail program, its program for messages. */
import { maxAddressLength, messengerHosts, type Messenger } from '../../shared/sending/addresses.ts';
import { conferencePlace, type ExpectedCall } from './navigation.ts';
import { isAt } from './ownPage.ts';

/** What there is outside at this moment. */
export interface Outside {
  /** The call that the doctor is in: its page may also be opened in a browser. `null`: none. */
  readonly call: ExpectedCall | null;
  /** Those that IT has enabled. */
  readonly messengers: readonly Messenger[];
}

/**
 * The address as it may be opened outside, `null`: not at all. Nothing but these schemes (`file:`, `smb:`, `ms-msdt:` or
 * `search-ms:` start programs); no credentials; no mail with a recipient or an attachment of the page's choice.
 */
export function externalUrl(address: string, outside: Outside): string | null {
  if (address.length > maxAddressLength) return null;
  const url = URL.parse(address);
  if (!url || !isAllowed(url, outside)) return null;
  return url.href.length > maxAddressLength ? null : url.href;
}

function isAllowed(url: URL, outside: Outside): boolean {
  if (url.username !== '' || url.password !== '') return false;
  switch (url.protocol) {
    case 'https:':
      return isMessenger(url, outside) || isCall(url, outside);
    case 'http:':
      return isCall(url, outside);
    case 'mailto:':
      return url.host === '' && url.pathname === '' && hasOnly(url, ['subject', 'body']);
    case 'sms:':
      return url.host === '' && /^(\+?\d{3,15})?$/.test(url.pathname) && hasOnly(url, ['body']);
    case 'tel:':
      return url.host === '' && /^\+?[\d()\-.,]{2,40}$/.test(url.pathname) && hasOnly(url, []);
    default:
      return false;
  }
}

const isMessenger = ({ host }: URL, { messengers }: Outside): boolean =>
  messengers.some((messenger) => messengerHosts[messenger] === host);

function isCall({ href }: URL, { call }: Outside): boolean {
  const place = call && conferencePlace(call.url);
  return place !== null && isAt(href, place);
}

function hasOnly({ search, hash }: URL, names: readonly string[]): boolean {
  const given = [...new URLSearchParams(search).keys()].filter((name) => name !== '');
  return hash === '' && given.every((name) => names.includes(name));
}
