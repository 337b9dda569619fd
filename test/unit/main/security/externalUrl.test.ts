import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalUrl, type Outside } from '../../../../src/main/security/externalUrl.ts';
import {
  mailtoAddress,
  messengerAddress,
  messengers,
  smsAddress,
} from '../../../../src/shared/sending/addresses.ts';

const link = 'https://visits.clinic.example/v/2q';
const message = `Ваш видеоприём & <b>\nОткройте: #1 100% 😀\n${link}`;
const call = { url: 'https://video.clinic.example/c/1#name', partition: 'persist:doctor' };
const outside: Outside = { call, messengers };
const nobody: Outside = { call: null, messengers: [] };

describe('externalUrl', () => {
  it.each([
    mailtoAddress('Ваш видеоприём', message),
    smsAddress('', message),
    smsAddress('+79000000000', message),
    ...messengers.map((messenger) => messengerAddress(messenger, message, link)),
    'tel:+74950000000',
    'https://video.clinic.example/c/1#name',
  ])('gives what the desk sends, to the letter: %s', (address) => {
    expect(externalUrl(address, outside)).toBe(address);
  });

  it.each(messengers)('opens %s only where IT has enabled it', (messenger) => {
    const address = messengerAddress(messenger, message, link);
    expect(externalUrl(address, { call, messengers: [messenger] })).toBe(address);
    const others = messengers.filter((one) => one !== messenger);
    expect(externalUrl(address, { call, messengers: others })).toBeNull();
  });

  it('opens the conference only while there is a call, on this computer over http too', () => {
    expect(externalUrl(call.url, nobody)).toBeNull();
    const here = 'http://localhost:4443/c/1';
    expect(externalUrl(here, { ...nobody, call: { ...call, url: here } })).toBe(here);
    expect(externalUrl(here, outside)).toBeNull();
  });

  it.each([
    'https://docs.example/',
    'http://docs.example/',
    'http://t.me/share/url?url=x',
    'https://t.me.evil.example/',
    'https://evil.t.me/',
    'https://t.me:8443/',
    'https://user@t.me/',
    'https://user:password@t.me/',
    'https://video.clinic.example:8443/c/1',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id PCWDiagnostic',
    'search-ms:query=x',
    'javascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'app://desk/',
    'mailto:a@b.example',
    'mailto:?body=x&attach=/etc/passwd',
    'mailto:?body=x&bcc=a@b.example',
    'mailto:?body=x#y',
    'sms:evil?&body=x',
    'sms:+7900,+7901?&body=x',
    'sms://+7900?&body=x',
    'tel:*#06#',
    'tel:+7?x=1',
    'https://',
    'docs.example',
    '',
    `https://t.me/${'a'.repeat(2_000)}`,
    // Grows past the cap when it is encoded.
    `https://t.me/${'ж'.repeat(1_500)}`,
  ])('refuses %s', (address) => {
    expect(externalUrl(address, outside)).toBeNull();
  });

  it('gives nothing but short addresses of known places, whatever comes in', () => {
    const places = /^(https:\/\/(t\.me|wa\.me|max\.ru|video\.clinic\.example)\/|mailto:\?|sms:|tel:)/;
    const wild = fc.oneof(
      fc.string(),
      fc.webUrl({ validSchemes: ['http', 'https', 'ftp'], withQueryParameters: true }),
      fc.string().map((text) => `mailto:${text}`),
      fc.string().map((text) => `https://t.me${text}`),
      fc.string().map((text) => `sms:${text}`),
    );
    fc.assert(
      fc.property(wild, (address) => {
        const given = externalUrl(address, outside);
        if (given === null) return;
        expect(given === 'mailto:' || places.test(given)).toBe(true);
        expect(given.length).toBeLessThanOrEqual(2_000);
      }),
    );
  });
});
