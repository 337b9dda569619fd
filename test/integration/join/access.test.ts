/** What a screen reader is told when a page changes, and names that are written from the right. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTheatre, type Played, type Theatre } from '../../fixtures/join/stage.ts';
import { patientStates } from '../../fixtures/join/states.ts';
import { isThere, people, title, viewsIn, wordsIn, type PatientState } from '../../fixtures/join/visitor.ts';
import { patience } from './patient.ts';

let theatre: Theatre;
let played: Played | undefined;
beforeAll(async () => void (theatre = await openTheatre()), 60_000);
afterEach(async () => {
  expect(played?.complaints ?? []).toEqual([]);
  await played?.close();
  played = undefined;
});
afterAll(() => theatre.close());

const en = wordsIn('en');
const { doctor } = people.en;
const waitingLead = en['waiting-doctor'].replace('{{doctor}}', doctor);

function stateOf(name: string): PatientState {
  const found = patientStates.find((state) => state.name === name);
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

/** Plays a state and writes down all that its live region said. */
async function listen(name: string): Promise<Played> {
  played = await theatre.play(stateOf(name), {
    language: 'en',
    async prepare(page) {
      await page.addInitScript(() => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        document.addEventListener('DOMContentLoaded', () => {
          const region = document.querySelector('[role="status"]');
          if (!region) return;
          new MutationObserver(() => {
            const said = region.textContent;
            if (said !== '') heard.push(said);
          }).observe(region, { childList: true, characterData: true, subtree: true });
        });
      });
    },
  });
  return played;
}
const heardBy = ({ page }: Played): Promise<readonly string[]> =>
  page.evaluate(() => (window as never as { heard: readonly string[] }).heard);
const hears = (by: Played, expected: readonly unknown[]): Promise<void> =>
  expect.poll(() => heardBy(by), patience).toEqual(expected);
const watches = ({ stage }: Played): Promise<void> =>
  expect.poll(() => stage.bench.door.watching(), patience).toBe(1);

describe('a change is said', () => {
  it.each<readonly [string, readonly unknown[]]>([
    ['form', []],
    ['connecting', [en.connecting]],
    ['slow', [en.connecting, en['still-trying']]],
    ['waiting-offline', [en['waiting-offline']]],
    ['camera-asking', [en['camera-asking']]],
    ['camera-works', [en['camera-asking'], `${en['camera-works']} ${en['camera-speak']}`]],
    ['camera-no-microphone', [en['camera-asking'], en['camera-no-sound']]],
    ['camera-refused', [en['camera-asking'], expect.stringContaining('Permissions')]],
    ['away-copied', [en['away-copied']]],
    ['after-call', [en.connecting, en['frame-opening'], en.returning]],
  ])('%s', async (name, expected) => {
    await hears(await listen(name), expected);
  });

  it('from the form into the waiting room', async () => {
    const form = await listen('form');
    await stateOf('form').leave(form);
    await hears(form, [en.connecting, waitingLead]);
  });

  it('a message, another one, and none any more', async () => {
    const waiting = await listen('waiting');
    await watches(waiting);
    const { door } = waiting.stage.bench;
    const view = viewsIn('en').waiting;
    const at = Date.now();
    door.show({ ...view, message: { kind: 'minutes', minutes: 10, at } });
    const minutes = expect.stringContaining('10 more minutes');
    await hears(waiting, [minutes]);
    door.show({ ...view, message: { kind: 'text', text: people.en.asks, at } });
    await hears(waiting, [minutes, expect.stringContaining(people.en.asks)]);
    door.show(view);
    await expect.poll(() => waiting.page.locator('.message').count(), patience).toBe(0);
    expect(await waiting.page.getByRole('status').innerText()).toBe('');
  });

  it('let in: the page says that it connects', async () => {
    const waiting = await listen('waiting');
    await watches(waiting);
    const { door } = waiting.stage.bench;
    door.answer = () => Promise.withResolvers<never>().promise;
    door.show(viewsIn('en').letIn);
    await hears(waiting, [en.connecting]);
  });

  it('declined', async () => {
    const waiting = await listen('waiting');
    await watches(waiting);
    waiting.stage.bench.door.show(viewsIn('en').declined);
    await hears(waiting, [en.declined]);
  });

  it.each(['dead', 'thanks'] as const)(
    'the end of the visit (%s): its heading has the focus',
    async (end) => {
      const waiting = await listen('waiting');
      await watches(waiting);
      waiting.stage.bench.door.show(viewsIn('en')[end]);
      await isThere(title(`${end}-title`)(waiting));
      expect(await title(`${end}-title`)(waiting).evaluate((h1) => h1 === document.activeElement)).toBe(true);
    },
  );

  it.each(['form-no-name', 'form-failed', 'let-in-no-seat', 'after-call-failed'])(
    '%s: an alert with the focus and a heading of its own',
    async (name) => {
      const { page } = await listen(name);
      const alert = page.getByRole('alert');
      expect(await alert.evaluate((box) => box === document.activeElement)).toBe(true);
      expect(await alert.getByRole('heading', { level: 2 }).innerText()).toBe(en.problem);
      expect(await page.title()).toMatch(/^Error: /);
    },
  );
});

describe('what is written from the right', () => {
  const isFromRight = (selector: string): Promise<boolean> =>
    played!.page.locator(selector).evaluate((element) => element.matches(':dir(rtl)'));

  it('a name stands on the right of its field, typed and kept after a failure', async () => {
    played = await theatre.open(stateOf('form-failed'), { language: 'en' });
    const field = played.page.locator('#name');
    await field.fill('محمد عبد الله');
    expect(await isFromRight('#name')).toBe(true);
    await played.page.getByRole('button', { name: en.join }).click();
    await isThere(played.page.getByRole('alert'));
    expect(await field.inputValue()).toBe('محمد عبد الله');
    expect(await isFromRight('#name')).toBe(true);
  });

  it('the name of a clinic and the words of a doctor keep their own direction', async () => {
    const state: PatientState = {
      ...stateOf('waiting-text'),
      arrange: ({ bench }) => {
        const message = { kind: 'text', text: 'נא להמתין', at: 0 } as const;
        bench.door.view = { ...viewsIn('en').waiting, message };
      },
    };
    played = await theatre.play(state, { language: 'en', clinic: 'עיריית תל אביב' });
    expect(await isFromRight('.clinic')).toBe(true);
    expect(await isFromRight('.message q')).toBe(true);
    expect(await isFromRight('h1')).toBe(false);
  });
});
