/** Pictures of what the doctor does: the wrong patient, sending, keys, alerts, the history. */
import { messages } from '../../src/shared/i18n/messages.ts';
import { endAll, leaveAlone, letWait, newVisit, type Desk } from './desk.ts';
import { cast } from './looks.ts';

export async function takeHand(desk: Desk): Promise<void> {
  // What was told before can be taken back for a moment, and the bar that says so is on no other picture.
  await desk.page.locator('.undo').waitFor({ state: 'detached' });
  await takeWrongPatient(desk);
  await takeSending(desk);
  await endAll(desk);
  await takeDialogs(desk);
  await takeHistory(desk);
}

/** Somebody to whom the link was passed on. */
async function takeWrongPatient(desk: Desk): Promise<void> {
  const { board, card: words } = messages[desk.look.language];
  const { labels, inCall } = cast[desk.look.language];
  const visit = await newVisit(desk, labels.waiting);
  await letWait(desk, visit, [inCall]);
  await leaveAlone(desk.page);
  await visit.card.getByRole('button', { name: board['let-in'], exact: true }).click();
  await visit.card.getByText(words['let-in-question']).waitFor();
  await desk.shot('wrong-patient', visit.card);
  await visit.card.getByRole('button', { name: words['let-in-no'] }).click();
}

async function takeSending(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { sending } = messages[look.language];
  await page.getByRole('button', { name: sending.send }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: sending['copy-message'] }).waitFor();
  await desk.shot('send');
  await dialog.getByRole('button', { name: sending.qr }).click();
  await page.getByRole('img', { name: sending['qr-alt'] }).waitFor();
  // Over the whole screen, which has one size.
  await desk.shot('qr', page.locator('dialog.qr-screen'));
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: sending.close, exact: true }).click();
}

async function takeDialogs(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { keys, alerts } = messages[look.language];
  for (const [name, press, title] of [
    ['keys', '?', keys.title],
    ['alerts', 'Shift+O', alerts.title],
  ] as const) {
    await page.keyboard.press(press);
    await page.getByRole('dialog').getByRole('heading', { name: title, exact: true }).waitFor();
    await desk.shot(name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

async function takeHistory(desk: Desk): Promise<void> {
  const { page, look } = desk;
  const { history } = messages[look.language];
  await page.keyboard.press('h');
  await page.getByText(history['end-of-list']).waitFor();
  await desk.shot('history');
  await page.getByRole('link', { name: history['nav-days'] }).click();
  await page.getByText(history['intro-days']).waitFor();
  await page.getByRole('table').waitFor();
  await desk.shot('history-days');
  await page.keyboard.press('Shift+B');
}
