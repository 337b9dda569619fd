/** An interpreter and a relative beside the patient: links of their own on one card. */
import { describe, expect, it } from 'vitest';
import type { ExtraLinkView } from '../../../src/shared/ipc/contract.ts';
import { FakeDesk, refusal } from '../../fixtures/fakeDesk.ts';
import { pageView, personView, visitView } from '../../fixtures/views.ts';
import { button, card, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();

const extra = (number: number, label: string, part: Partial<ExtraLinkView> = {}): ExtraLinkView => ({
  ...{ number, label, url: `http://10.0.4.17:8765/v/extra${number}`, helpCode: '' },
  ...{ page: null, callMe: null },
  ...part,
});

describe('one more link', () => {
  it('is made for an interpreter, is on the clipboard, and why there is none is said before anything is sent', async () => {
    const desk = new FakeDesk();
    desk.visits = [visitView('a', 'not-opened', { label: 'Smirnova A.' })];
    const { page } = await openDesk(world.browser, world.site, { desk });
    const visit = card(page, 'a');
    await visit.getByRole('button', { name: 'Add a person…' }).click(patience);
    await expectClean(page);
    await page.getByLabel('Who it is, optional').fill(' Interpreter ');
    const add = desk.handlers['visits:addLink'];
    for (const [code, words] of [
      ['guest-seats-taken', /^No link is made\. The licence has no guest place left/],
      ['places-too-few', /^No link is made\. This visit has no place for one more person/],
    ] as const) {
      desk.handlers['visits:addLink'] = () => refusal(code);
      await button(page, 'Make the link').click();
      await page.getByRole('alert').getByText(words).waitFor(patience);
    }
    desk.handlers['visits:addLink'] = add;
    await page.keyboard.press('Enter');
    const row = visit.getByRole('region', { name: 'Interpreter' });
    await row.getByText('The link is on the clipboard.').waitFor(patience);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(desk.inputsOf('visits:addLink').at(-1)).toEqual({ visitId: 'a', label: 'Interpreter' });
    const url = desk.visit('a').extraLinks[0]?.url;
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
    expect(await row.getByRole('textbox', { name: 'Link: Interpreter' }).inputValue()).toBe(url);
    await row.getByText('Not opened').waitFor();
    await row.getByRole('button', { name: 'More' }).click();
    await row.getByRole('button', { name: 'Show QR code' }).click();
    await page.getByRole('img', { name: 'QR code' }).waitFor();
    await button(page, 'Close').click();
    await row.getByRole('button', { name: 'More' }).click();
    await row.getByRole('button', { name: 'Make another link…' }).click();
    await page.getByText('The link that you have sent stops working.').waitFor();
    await button(page, 'Keep this one').click();
    expect(desk.inputsOf('visits:newLink')).toEqual([]);
    await row.getByRole('button', { name: 'More' }).click();
    await row.getByRole('button', { name: 'Make another link…' }).click();
    await button(page, 'Make another link').click();
    await expect.poll(() => desk.inputsOf('visits:newLink'), patience).toEqual([{ visitId: 'a', number: 2 }]);
    await expect.poll(() => row.getByRole('textbox').inputValue()).not.toBe(url);
  });

  it('stands above the persons who came by it, for reception in Russian as for a doctor', async () => {
    const desk = new FakeDesk();
    desk.shell = 'service';
    desk.you = { name: 'Вера', role: 'reception' };
    const since = Date.now() - 60_000;
    desk.visits = [
      visitView('a', 'waiting', {
        label: 'Смирнова А. П.',
        extraLinks: [
          extra(2, 'Переводчик'),
          extra(3, '', { page: pageView({ sight: 'hidden', sightAt: since }), helpCode: 'ABCEHK' }),
        ],
        persons: [
          personView('p1', 'Анна Смирнова', 'in-call', since),
          personView('p2', 'Пётр', 'waiting', since, { linkNumber: 2 }),
          personView('p3', 'Дочь', 'waiting', since + 1),
        ],
      }),
    ];
    const { page } = await openDesk(world.browser, world.site, {
      desk,
      ...{ locale: 'ru-RU', colorScheme: 'dark', viewport: { width: 640, height: 900 } },
    });
    const interpreter = card(page, 'a').getByRole('region', { name: 'Переводчик' });
    expect(await interpreter.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Пётр'),
    ]);
    // The first one of a link is the doctor's to let in, one more browser of it is not.
    await interpreter.getByText('Первым входящего впускает только врач.').waitFor(patience);
    const further = page.getByRole('listitem').filter({ hasText: 'Дочь' });
    await further.getByRole('button', { name: 'Впустить' }).click();
    // Not the name of the label.
    await further.getByRole('button', { name: 'Всё равно впустить' }).click();
    await expect
      .poll(() => desk.inputsOf('persons:letIn'), patience)
      .toEqual([{ visitId: 'a', personIds: ['p3'] }]);
    const unnamed = card(page, 'a').getByRole('region', { name: 'Человек 3' });
    await unnamed.getByText('Страница свёрнута').waitFor();
    await expectClean(page);
    await page.getByRole('textbox', { name: 'Имя или код' }).fill('abcehk');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-visit')), patience)
      .toBe('a');
  });

  it('whose holder asks to be called turns the card red, and only that cry goes away', async () => {
    const desk = new FakeDesk();
    const cry = { reason: 'camera', at: Date.now() - 60_000 } as const;
    desk.visits = [
      visitView('a', 'call-me', { callMe: cry, extraLinks: [extra(2, 'Interpreter', { callMe: cry })] }),
      visitView('b', 'call-me', { extraLinks: [extra(2, 'Daughter', { callMe: cry, url: null })] }),
    ];
    const { page } = await openDesk(world.browser, world.site, { desk });
    await card(page, 'b').waitFor(patience);
    expect(await card(page, 'b').getAttribute('class')).toContain('call-me');
    await expectClean(page);
    await card(page, 'a')
      .getByRole('region', { name: 'Interpreter' })
      .getByRole('button', { name: 'Called' })
      .click();
    await expect
      .poll(() => desk.inputsOf('visits:callDone'), patience)
      .toEqual([{ visitId: 'a', personId: null, linkNumber: 2 }]);
    await card(page, 'a').getByRole('button', { name: 'Called' }).click();
    await expect
      .poll(() => desk.inputsOf('visits:callDone').at(-1), patience)
      .toEqual({ visitId: 'a', personId: null, linkNumber: 1 });
    expect(desk.visit('a')).toMatchObject({ callMe: null, extraLinks: [{ callMe: null }] });
    // Its key did not last: another one can be made.
    await card(page, 'b').getByRole('button', { name: 'Make another link' }).click();
    await expect.poll(() => desk.inputsOf('visits:newLink'), patience).toEqual([{ visitId: 'b', number: 2 }]);
  });
});
