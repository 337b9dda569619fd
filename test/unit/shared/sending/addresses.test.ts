import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mailtoAddress,
  messengerAddress,
  smsAddress,
  smsNumber,
} from '../../../../src/shared/sending/addresses.ts';

const link = 'https://visits.clinic.example/v/2q?a=1&b=2#c';
const message = `Приём & «врач» #1 = 100% 😀\n${link}\nДо встречи?`;

/** What a program reads out of the address. */
const partsOf = (address: string) => {
  const { search } = new URL(address);
  return Object.fromEntries<string>(
    search
      .slice(1)
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=').map(decodeURIComponent);
        return [name, value];
      }),
  );
};

/** Whatever can be typed, halves of characters too. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x3000 })), {
    maxLength: 40,
  })
  .map((codes) => String.fromCharCode(...codes));

describe('addresses of other programs', () => {
  it('give a mail program subject and body, its lines ended as RFC 6068 wants', () => {
    const address = mailtoAddress('Приём, «Клиника №1»\n& сыновья', message);
    expect(address).toMatch(/^mailto:\?subject=[\w%.~!*'()-]+&body=[\w%.~!*'()-]+$/);
    expect(address.match(/%0D%0A/g)).toHaveLength(2);
    expect(address.replaceAll('%0D%0A', '')).not.toMatch(/%0A|%0D/);
    expect(partsOf(address)).toEqual({
      subject: 'Приём, «Клиника №1» & сыновья',
      body: message.replaceAll('\n', '\r\n'),
    });
  });

  it('give a program for messages the body, with a number or without', () => {
    expect(smsAddress('+79000000000', 'a & b')).toBe('sms:+79000000000?&body=a%20%26%20b');
    expect(smsAddress('', 'a\r\nb')).toBe('sms:?&body=a%0Ab');
    expect(partsOf(smsAddress('', message))).toEqual({ body: message });
  });

  it.each([
    ['', ''],
    [' +7 (900) 000-00-00 ', '+79000000000'],
    ['8 900 000 00 00', '89000000000'],
    ['112', '112'],
    ['12', null],
    ['+7 900 000-00-00, +7 900', null],
    ['Anna', null],
    ['+1234567890123456', null],
    ['79000000000?body=x', null],
  ])('read the number %j as %j', (typed, number) => {
    expect(smsNumber(typed)).toBe(number);
  });

  it('give each messenger the message; Telegram the link apart, which it puts in front', () => {
    const whatsapp = messengerAddress('whatsapp', message, link);
    expect(whatsapp).toMatch(/^https:\/\/wa\.me\/\?text=[\w%.~!*'()-]+$/);
    expect(partsOf(whatsapp)).toEqual({ text: message });
    const max = messengerAddress('max', message, link);
    expect(max).toMatch(/^https:\/\/max\.ru\/:share\?text=[\w%.~!*'()-]+$/);
    expect(partsOf(max)).toEqual({ text: message });
    const telegram = messengerAddress('telegram', message, link);
    expect(telegram).toMatch(/^https:\/\/t\.me\/share\/url\?url=[\w%.~!*'()-]+&text=[\w%.~!*'()-]+$/);
    expect(partsOf(telegram)).toEqual({ url: link, text: 'Приём & «врач» #1 = 100% 😀\nДо встречи?' });
  });

  it('carry any text and come to nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const whole = text.toWellFormed().replace(/\r\n|\r/g, '\n');
        expect(partsOf(messengerAddress('whatsapp', text, link))).toEqual({ text: whole });
        expect(partsOf(smsAddress('', text))).toEqual({ body: whole });
        expect(partsOf(mailtoAddress('', text))).toEqual({
          subject: '',
          body: whole.replaceAll('\n', '\r\n'),
        });
      }),
    );
  });
});
