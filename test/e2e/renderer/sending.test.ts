/** Sending a link: the message and the programs it is handed to, the code over the screen, the slip on paper, the calendar. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Status } from '../../../src/shared/ipc/contract.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { messengers } from '../../../src/shared/sending/addresses.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { statusView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience, refuseClipboard } from './support.ts';

const world = deskWorld();

const origin = 'https://visits.clinic.example';
const url = `${origin}/v/2q7XbT0VdLw9mKcRz5hYpA`;
const startsAt = Date.UTC(2031, 10, 27, 11, 30);

function clinicDesk(part: Partial<Status['sending']> = {}): FakeDesk {
  const desk = new FakeDesk();
  const { sending } = statusView();
  desk.status = statusView({
    join: { state: 'listening', origin, reach: 'public-address' },
    sending: { ...sending, clinicName: 'Клиника & «Север»', phone: '+7 495 000-00-00', ...part },
  });
  const link = { number: 1, url };
  desk.visits = [
    visitView('a', 'not-opened', {
      label: 'Smirnova A. P.',
      link,
      doctorName: 'Dr. Petrova',
      helpCode: 'ABCEHK',
    }),
    visitView('p', 'planned', {
      ...{ label: 'Ivanov', phase: 'planned', startsAt, link, doctorName: 'Dr. Petrova', helpCode: 'KHECBA' },
      extraLinks: [
        ...[{ number: 2, label: 'Daughter', url: `${url}2`, helpCode: 'EEEEEE', page: null, callMe: null }],
      ],
    }),
  ];
  return desk;
}

const moscow = { timezoneId: 'Europe/Moscow' } as const;
const dialog = (page: Page) => page.getByRole('dialog').last();
const message = (page: Page) => dialog(page).getByRole('textbox', { name: /^(Message|Сообщение)$/ });
const send = (page: Page, id: string) => card(page, id).locator('[data-action=send]').first();

/** What a program reads out of the address of a link. */
async function handedTo(
  page: Page,
  name: string,
): Promise<{ readonly head: string; readonly parts: object }> {
  const href = await dialog(page).getByRole('link', { name, exact: true }).getAttribute('href');
  const [head = '', query = ''] = (href ?? '').split('?');
  const pairs = query.split('&').filter((pair) => pair !== '');
  return { head, parts: Object.fromEntries(pairs.map((pair) => pair.split('=').map(decodeURIComponent))) };
}

describe('the message', () => {
  it('is copied and handed on as it stands, in the language of the patient, which the desk remembers', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: clinicDesk(), ...moscow });
    await send(page, 'p').click(patience);
    await dialog(page).getByRole('heading', { name: 'Send the link: Ivanov' }).waitFor();
    await dialog(page).getByText('This link opens wherever visits.clinic.example can be reached.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy the message');
    const english = [
      'Your video visit',
      'Клиника & «Север»',
      'Thursday 27 November, 14:30 (Moscow Time)',
      'Open the link, type your name and press “Join”.',
      url,
      'There is nothing to install. Does it not work? Call +7 495 000-00-00',
    ].join('\n');
    expect(await message(page).inputValue()).toBe(english);
    await page.keyboard.press('Enter');
    await dialog(page).getByText('The message is on the clipboard.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(english);
    expect(await handedTo(page, 'E-mail')).toEqual({
      head: 'mailto:',
      parts: {
        subject: 'Your video visit, Клиника & «Север»',
        body: english.replaceAll('\n', '\r\n'),
      },
    });
    // IT has enabled no messenger.
    for (const name of ['Telegram', 'WhatsApp', 'MAX'])
      expect(await dialog(page).getByRole('link', { name }).count()).toBe(0);
    await expectClean(page);

    await dialog(page).getByRole('radio', { name: 'Русский' }).check();
    expect(await message(page).inputValue()).toContain('четверг, 27 ноября, 14:30 (МСК)');
    expect(await message(page).getAttribute('lang')).toBe('ru');
    expect(await dialog(page).getByText('The message is on the clipboard.').count()).toBe(0);
    await button(page, 'Close').click();
    await page.reload();
    await card(page, 'p')
      .getByRole('region', { name: 'Daughter' })
      .locator('[data-action=send]')
      .click(patience);
    await dialog(page).getByRole('heading', { name: 'Send the link: Daughter' }).waitFor();
    expect(await message(page).inputValue()).toContain(`${url}2\n`);
    expect(await dialog(page).getByRole('radio', { name: 'Русский' }).isChecked()).toBe(true);
    expect(await page.evaluate(() => Object.entries(localStorage).join())).not.toMatch(
      /Daughter|Ivanov|2q7X/,
    );
  });

  it('can be changed for once, is missed without its link, and is not handed on where it is too long', async () => {
    const { page } = await openDesk(world.browser, world.site, {
      desk: clinicDesk({ messengers: [...messengers] }),
    });
    await send(page, 'a').click(patience);
    expect(await message(page).inputValue()).not.toContain('202');
    await message(page).fill(`Здравствуйте, "Анна" & Ко #1 😀\n${url}\nдо встречи`);
    const text = `Здравствуйте, "Анна" & Ко #1 😀\n${url}\nдо встречи`;
    expect(await handedTo(page, 'WhatsApp')).toEqual({ head: 'https://wa.me/', parts: { text } });
    expect(await handedTo(page, 'MAX')).toEqual({ head: 'https://max.ru/:share', parts: { text } });
    expect(await handedTo(page, 'Telegram')).toEqual({
      head: 'https://t.me/share/url',
      parts: { url, text: text.replace(`${url}\n`, '') },
    });
    const phone = dialog(page).getByRole('textbox', { name: 'Phone number for SMS, optional' });
    expect(await handedTo(page, 'SMS')).toEqual({ head: 'sms:', parts: { body: text } });
    await phone.fill('8 (900) 000-00-00');
    expect(await handedTo(page, 'SMS')).toEqual({ head: 'sms:89000000000', parts: { body: text } });
    await phone.fill('Anna');
    await dialog(page).getByText('This is no phone number.').waitFor();
    expect(await dialog(page).getByRole('link', { name: 'SMS' }).count()).toBe(0);
    await expectClean(page);

    await message(page).fill('Come in');
    await dialog(page).getByText('The link is missing in the message').waitFor();
    await phone.fill('');
    await message(page).fill(`${url}\n${'ж'.repeat(400)}`);
    await dialog(page).getByText('Too long to be opened in: E-mail, Telegram, WhatsApp, MAX.').waitFor();
    await dialog(page).getByText('Too long to be opened in: SMS.').waitFor();
    for (const name of ['E-mail', 'Telegram', 'WhatsApp', 'MAX', 'SMS']) {
      expect(await dialog(page).getByRole('link', { name }).count()).toBe(0);
      expect(await button(page, name).getAttribute('aria-disabled')).toBe('true');
    }
    await button(page, 'As it was').click();
    expect(await message(page).inputValue()).toContain('Your video visit');
  });

  it('that was changed is not handed out for another time or with a link that is dead', async () => {
    const desk = clinicDesk({ messengers: ['telegram'] });
    const { page } = await openDesk(world.browser, world.site, { desk, ...moscow });
    await send(page, 'p').click(patience);
    const below = (text: string) => dialog(page).getByText(text);
    await message(page).fill(`14:30\n${url}`);
    desk.patch('p', { startsAt: startsAt + 3_600_000 });
    await below('The visit has changed since you began to write.').waitFor(patience);
    await button(page, 'Take the new text').click();
    expect(await message(page).inputValue()).toContain('15:30 (Moscow Time)');
    // It follows again.
    desk.patch('p', { startsAt: startsAt + 7_200_000 });
    await expect.poll(() => message(page).inputValue(), patience).toContain('16:30 (Moscow Time)');
    await message(page).fill(`16:30\n${url}`);
    const renewed = `${origin}/v/another`;
    desk.patch('p', { link: { number: 1, url: renewed } });
    await below('The link was renewed: the one in this text is dead.').waitFor(patience);
    const ways = ['E-mail', 'Telegram', 'SMS', 'Calendar file', 'Copy the message'];
    for (const name of ways) expect(await button(page, name).getAttribute('aria-disabled')).toBe('true');
    expect(await dialog(page).getByRole('link').count()).toBe(0);
    await button(page, 'Copy the message').focus();
    await page.keyboard.press('Enter');
    expect(await dialog(page).getByText('The message is on the clipboard.').count()).toBe(0);
    await expectClean(page);
    await message(page).fill(`16:30\n${renewed}`);
    expect(await dialog(page).getByRole('link').count()).toBe(3);
    await button(page, 'Copy the message').click();
    await below('The message is on the clipboard.').waitFor(patience);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`16:30\n${renewed}`);
  });

  it('goes to a messenger in a tab of its own, which is not told from where', async () => {
    const { page } = await openDesk(world.browser, world.site, {
      desk: clinicDesk({ messengers: ['telegram'] }),
    });
    await page.context().route('https://t.me/**', (route) => route.fulfill({ body: 'messenger' }));
    await send(page, 'a').click(patience);
    const [request, tab] = await Promise.all([
      page.context().waitForEvent('request', (each) => each.url().startsWith('https://t.me/')),
      page.context().waitForEvent('page'),
      dialog(page).getByRole('link', { name: 'Telegram' }).click(),
    ]);
    expect(new URL(request.url()).searchParams.get('url')).toBe(url);
    expect(Object.keys(await request.allHeaders())).not.toContain('referer');
    await tab.waitForLoadState();
    expect(await tab.evaluate(() => window.opener === null)).toBe(true);
    await dialog(page).getByRole('heading', { name: 'Send the link: Smirnova A. P.' }).waitFor();
  });

  it('follows the clinic’s text and what IT allows while it is open, for reception too', async () => {
    const desk = clinicDesk({ templates: { en: '', ru: 'Ждём: {{link}}\nВрач {{doctor}}' } });
    desk.shell = 'service';
    desk.you = { name: 'Вера', role: 'reception' };
    const { page } = await openDesk(world.browser, world.site, {
      desk,
      ...{ locale: 'ru-RU', colorScheme: 'dark', viewport: { width: 420, height: 800 } },
    });
    await send(page, 'a').click(patience);
    expect(await message(page).inputValue()).toBe(`Ждём: ${url}\nВрач Dr. Petrova`);
    await expectClean(page);
    const { sending } = desk.status;
    desk.setStatus({ sending: { ...sending, email: false, sms: false, messengers: ['max'] } });
    await dialog(page).getByRole('link', { name: 'MAX' }).waitFor();
    expect(await dialog(page).getByRole('link').count()).toBe(1);
    // The visit is over: there is nothing to send any more.
    desk.patch('a', {
      phase: 'closed',
      link: null,
      stage: { word: 'ended', tone: 'quiet', since: Date.now() },
    });
    await expect.poll(() => page.getByRole('dialog').count(), patience).toBe(0);
  });

  it('says so where the browser refuses to copy, and marks the text', async () => {
    const { page } = await openDesk(world.browser, world.site, {
      desk: clinicDesk(),
      before: refuseClipboard,
    });
    await send(page, 'a').click(patience);
    await button(page, 'Copy the message').click();
    await dialog(page).getByText('The browser does not allow copying.').waitFor();
    expect(await page.evaluate(() => getSelection()?.toString())).toContain(url);
  });
});

describe('the code over the whole screen', () => {
  it('is dark on white in the dark theme, as large as the screen is high; Escape closes it alone', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: clinicDesk(), colorScheme: 'dark' });
    await send(page, 'a').click(patience);
    await dialog(page).getByRole('radio', { name: 'Русский' }).check();
    const opener = button(page, 'Full-screen QR code');
    await opener.click();
    const code = page.getByRole('img', { name: 'QR code of the patient’s link' });
    await code.waitFor();
    const words = messages.ru.sending;
    await page.getByRole('heading', { name: words['qr-instruction'] }).waitFor();
    await dialog(page).getByText('Клиника & «Север»').waitFor();
    const { width, height } = (await code.boundingBox()) ?? { width: 0, height: 0 };
    expect(Math.min(width, height)).toBeGreaterThan(740);
    expect(await dialog(page).evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    const [ground, modules] = await code.evaluate((svg) =>
      [...svg.children].map((part) => part.getAttribute('fill')),
    );
    expect([ground, modules]).toEqual(['#fff', '#000']);
    await expect.poll(() => page.evaluate(() => document.fullscreenElement?.tagName), patience).toBe('HTML');
    await expectClean(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count(), patience).toBe(1);
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await expect.poll(() => page.evaluate(() => document.fullscreenElement), patience).toBeNull();
    // By the keys of the card, and back to it.
    await button(page, 'Close').click();
    await card(page, 'a').focus();
    await page.keyboard.press('q');
    await code.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count(), patience).toBe(0);
    expect(await card(page, 'a').evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('s');
    await dialog(page).getByRole('heading', { name: 'Send the link: Smirnova A. P.' }).waitFor();
  });
});

/** `window.print` waits for a person: the test prints by itself. */
function notePrinting(): void {
  window.print = () => document.documentElement.setAttribute('data-printed', '');
}

/** Pages of a PDF as Chromium writes it. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

describe('the printed slip', () => {
  it.each(['A4', 'A5'] as const)(
    'is alone on one page of %s, with all that a patient needs',
    async (format) => {
      const { page } = await openDesk(world.browser, world.site, {
        ...{ desk: clinicDesk(), before: notePrinting, colorScheme: 'dark' },
        ...moscow,
      });
      await send(page, 'p').click(patience);
      await button(page, 'Print a slip').click();
      await page.locator('html[data-printed]').waitFor();
      expect(await page.locator('.slip').isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#root').isVisible()).toBe(false);
      const slip = page.locator('.slip');
      // All that is on the paper is the slip's.
      expect(await page.evaluate(() => document.body.innerText)).toBe(await slip.innerText());
      const shown = await slip.innerText();
      for (const words of [
        ...[
          'Клиника & «Север»',
          'Thursday 27 November, 14:30 (Moscow Time)',
          'Doctor: Dr. Petrova',
          'KHECBA',
        ],
        ...['+7 495 000-00-00', url, 'Type your name and press “Join”.'],
      ])
        expect(shown).toContain(words);
      expect(shown).not.toContain('Ivanov');
      expect(await slip.locator('svg').count()).toBe(4);
      const { height = 0 } = (await slip.getByRole('img').boundingBox()) ?? {};
      expect(height).toBeGreaterThan(170);
      expect(await slip.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)');
      // Printing ends with `afterprint`: the slip goes, and the dialog stands as before.
      await page.emulateMedia({ media: null });
      expect(pagesOf(await page.pdf({ format }))).toBe(1);
      await expect.poll(() => slip.count(), patience).toBe(0);
      await dialog(page).getByRole('heading', { name: 'Send the link: Ivanov' }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Print a slip');
    },
  );
});

describe('the calendar file', () => {
  it('is offered for a planned visit alone, and bears nobody’s name', async () => {
    const { page } = await openDesk(world.browser, world.site, { desk: clinicDesk(), ...moscow });
    await send(page, 'a').click(patience);
    expect(await button(page, 'Calendar file').count()).toBe(0);
    await button(page, 'Close').click();
    await send(page, 'p').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Calendar file').click(),
    ]);
    expect(download.suggestedFilename()).toBe('visit-2031-11-27-1430.ics');
    const lines = (await readFile(await download.path(), 'utf8')).replaceAll('\r\n ', '').split('\r\n');
    for (const line of [
      ...['UID:p-1@visit-desk', 'DTSTART:20311127T113000Z', `URL:${url}`],
      'SUMMARY:Your video visit\\, Клиника & «Север»',
    ])
      expect(lines).toContain(line);
    expect(lines.join()).not.toContain('Ivanov');
    expect(lines.find((line) => line.startsWith('DESCRIPTION:'))).toContain('14:30 (Moscow Time)');
    await dialog(page).getByText('The calendar file is among this computer’s downloads.').waitFor();
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });
});

describe('the settings of messages', () => {
  it('show each text as patients read it, refuse one without a link, and save what desks may use', async () => {
    const desk = clinicDesk();
    const { page } = await openDesk(world.browser, world.site, { desk });
    await button(page, 'Settings').click(patience);
    await page.getByRole('link', { name: 'Messages', exact: true }).click();
    const english = page.getByRole('textbox', { name: 'Message in English' });
    expect(await english.inputValue()).toBe(messages.en.sending['default-message']);
    const preview = page.getByRole('group', { name: 'As patients read it' }).last();
    await preview.getByText('Клиника & «Север»').waitFor();
    await expectClean(page);
    await english.fill('Come to {{clinic}} {{name}}');
    await button(page, 'Save').click();
    await page.getByText('There is no {{name}}. There are only {{link}}, {{clinic}}').waitFor();
    await english.fill('Come to {{clinic}}');
    await button(page, 'Save').click();
    await page.getByText('The link is missing: write {{link}} where it shall stand.').waitFor();
    expect(desk.inputsOf('settings:save')).toEqual([]);
    await english.fill('Come to {{clinic}}: {{link}}');
    await preview.getByText(`Come to Клиника & «Север»: ${origin}/v/`).waitFor();
    await page.getByRole('checkbox', { name: 'MAX' }).check();
    await page.getByRole('checkbox', { name: 'SMS' }).uncheck();
    await expectClean(page);
    await button(page, 'Save').click();
    await page.getByText('Saved.').waitFor(patience);
    expect(desk.inputsOf('settings:save')).toEqual([
      {
        sections: {
          messages: {
            ...{ en: 'Come to {{clinic}}: {{link}}', ru: '', email: true, sms: false, messengers: ['max'] },
          },
        },
        linksMayDie: false,
      },
    ]);
    await page.getByRole('button', { name: 'Set to the default: Message in English' }).click();
    expect(await english.inputValue()).toBe(messages.en.sending['default-message']);
  });
});
