/** Settings that were set aside: the board names the file and what counts instead, until somebody has saved. */
import { expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { FakeDesk } from '../../fixtures/fakeDesk.ts';
import { statusView } from '../../fixtures/views.ts';
import { button, deskWorld, expectClean, openDesk, patience } from './support.ts';

const world = deskWorld();
const file = 'config.json.damaged-1764028800000';

it('is said with the file’s name, leads to the settings, and goes when they are saved', async () => {
  const desk = new FakeDesk();
  desk.status = statusView({ settingsNotice: { file, reason: 'damaged', used: 'last-good' } });
  const { page } = await openDesk(world.browser, world.site, { desk });
  const banner = page.getByText(file);
  await banner.waitFor(patience);
  const texts = messages.en.setAside;
  const said = await banner.textContent();
  expect(said).toContain(texts.damaged);
  expect(said).toContain(texts['used-last-good']);
  await expectClean(page);
  await button(page, texts.look).click();
  await page.getByRole('heading', { name: 'Server', exact: true, level: 2 }).waitFor(patience);
  desk.setStatus({ settingsNotice: null });
  await banner.waitFor({ ...patience, state: 'detached' });
});
