/** Every state of the page in one language: by axe at each width, light and dark; by measure where it gets tight. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../src/shared/settings.ts';
import { openTheatre, type Theatre } from '../../fixtures/join/stage.ts';
import { patientStates } from '../../fixtures/join/states.ts';
import { axeFaults, borderFaults, bringAxe, layoutFaults, stillOf, visibleTree } from './accessChecks.ts';

const widths = [320, 360, 768] as const;
const themes = ['light', 'dark'] as const;
/** Longer than most. */
const clinics = {
  en: 'St Bartholomew’s Community Hospital Outpatients',
  ru: 'Государственная поликлиника имени Склифосовского',
} as const;

type Faults = Record<string, readonly string[]>;

function note(faults: Faults, where: string, found: readonly string[]): void {
  if (found.length > 0) faults[where] = found;
}

async function byAxe(page: Page, faults: Faults): Promise<void> {
  await bringAxe(page);
  const judged = new Set<string>();
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 768 ? 1024 : 640 });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      const tree = await visibleTree(page);
      note(faults, `${width} ${colorScheme}`, await axeFaults(page, judged.has(tree) ? 'looks' : 'all'));
      judged.add(tree);
    }
    note(faults, `${width}`, await layoutFaults(page));
  }
}

async function whereItIsTight(page: Page, faults: Faults): Promise<void> {
  await page.setViewportSize({ width: 320, height: 256 });
  note(faults, '1280 px at 400 %', await layoutFaults(page));
  await page.setViewportSize({ width: 640, height: 320 });
  note(faults, 'lying down', await layoutFaults(page));
  await page.setViewportSize({ width: 360, height: 640 });
  await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'));
  note(faults, 'text twice as large', await layoutFaults(page));
  await page.emulateMedia({ forcedColors: 'active' });
  note(faults, 'forced colours', await borderFaults(page));
}

export function describeMatrix(language: Language): void {
  let theatre: Theatre;
  beforeAll(async () => void (theatre = await openTheatre()), 60_000);
  afterAll(() => theatre.close());

  describe(`the patient's page in ${language}`, () => {
    it.each(patientStates.map((state) => [state.name, state] as const))('%s', async (_name, state) => {
      const played = await theatre.play(state, {
        language,
        clinic: clinics[language],
        options: { reducedMotion: 'reduce' },
      });
      const hasScript = state.browser?.javaScriptEnabled !== false;
      const page = hasScript ? played.page : await stillOf(played.page);
      const faults: Faults = {};
      note(faults, 'moves', await page.evaluate(() => document.getAnimations().map(({ id }) => id)));
      await byAxe(page, faults);
      await whereItIsTight(page, faults);
      expect(faults).toEqual({});
      expect(await state.shows(played).isVisible()).toBe(true);
      expect(played.complaints).toEqual([]);
      if (!hasScript) await page.context().close();
      await played.close();
    });
  });
}
