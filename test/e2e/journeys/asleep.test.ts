/** A phone that sleeps for ten minutes. Only the clock of the core is faked: page, sockets and server are real. */
import { join } from 'node:path';
import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import {
  clientSecret,
  emulator,
  settingsFor,
  startCore,
  type RunningCore,
} from '../../integration/app/core.ts';
import { launchChromium, phone } from '../support/chromium.ts';
import { Patient, patience } from '../support/people.ts';

const words = messages.en.patient;
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const stageOf = async (core: RunningCore): Promise<unknown> =>
  (await core.ask('visits:list', {})).visits[0]?.stage;
const sees = (core: RunningCore, word: string): Promise<void> =>
  expect.poll(() => stageOf(core), patience).toMatchObject({ word });

/** A frozen page runs nothing, as on a phone in a pocket. */
const freeze = (session: CDPSession, state: 'frozen' | 'active'): Promise<unknown> =>
  session.send('Page.setWebLifecycleState', { state });

it('is asleep, then gone with its place kept, and back by one press at the old place', async () => {
  const server = await emulator();
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const clock = new FakeClock(Date.now());
  const core = await startCore({
    settings: { ...settingsFor(server), visits: { admission: 'waiting' } },
    vault,
    clock,
    config: { joinPageDir: join(import.meta.dirname, '../../../out/join-page') },
  });
  const { link } = await core.ask('visits:create', {});
  const context = await phone(browser);
  const patient = await Patient.opens(context, link?.url ?? '');
  const session = await context.newCDPSession(patient.page);
  await patient.joins('Anna Smirnova');
  await sees(core, 'waiting');
  const before = await core.ask('visits:list', {});
  const pressedAt = before.visits[0]?.persons[0]?.pressedAt;

  await patient.isHidden();
  await sees(core, 'asleep');
  await freeze(session, 'frozen');
  await clock.advance(9 * 60_000);
  await sees(core, 'asleep');
  await clock.advance(60_000);
  await sees(core, 'gone');

  await freeze(session, 'active');
  await patient.isShown();
  await patient.sees(words['gone-title']);
  expect(await patient.page.getByRole('textbox').count()).toBe(0);
  await sees(core, 'gone');
  await patient.page.getByRole('button', { name: words['gone-back'] }).click();
  await patient.sees(words['waiting-title']);
  const after = await core.ask('visits:list', {});
  expect(after.visits[0]?.persons).toMatchObject([{ name: 'Anna Smirnova', state: 'waiting', pressedAt }]);

  await core.ask('persons:letIn', {
    visitId: after.visits[0]?.id ?? '',
    personIds: [after.visits[0]?.persons[0]?.id ?? ''],
  });
  await patient.isInTheCall();
  await context.close();
});

it('let in while asleep is told on return, and goes in', async () => {
  const server = await emulator();
  const vault = new ScriptedVault();
  vault.kept.set('client-secret', clientSecret);
  const core = await startCore({
    settings: { ...settingsFor(server), visits: { admission: 'waiting' } },
    vault,
    config: { joinPageDir: join(import.meta.dirname, '../../../out/join-page') },
  });
  const { id, link } = await core.ask('visits:create', {});
  const context = await phone(browser);
  const patient = await Patient.opens(context, link?.url ?? '');
  await patient.joins('Anna Smirnova');
  await sees(core, 'waiting');
  await patient.isHidden();
  await sees(core, 'asleep');
  const { visits } = await core.ask('visits:list', {});
  await core.ask('persons:letIn', { visitId: id, personIds: [visits[0]?.persons[0]?.id ?? ''] });
  await expect.poll(() => patient.page.title(), patience).toContain(words['let-in-title']);
  expect(patient.page.url()).toBe(link?.url);
  await patient.isShown();
  await patient.isInTheCall();
  await context.close();
});
