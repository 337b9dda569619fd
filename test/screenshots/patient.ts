/** A picture of each state of the patient's page, as the tests know them. */
import { openTheatre, type Theatre } from '../fixtures/join/stage.ts';
import { patientStates } from '../fixtures/join/states.ts';
import type { PatientState } from '../fixtures/join/visitor.ts';
import { looks, type Look } from './looks.ts';
import { phoneSizes, takeSizes } from './sizes.ts';

/** Taken in every language, theme and size. */
const mainStates = ['form', 'waiting', 'camera-works', 'let-in', 'form-failed'];
/** On the first page of this project: light, and sharp on every screen. */
const shownStates = ['form', 'waiting', 'camera-works'];

const isWanted = (state: PatientState, { language, theme }: Look): boolean =>
  mainStates.includes(state.name) || (language === 'en') === (theme === 'light');

/** Into a folder: `<state>-<language>-<theme>.png`. */
export async function takePatient(folder: string): Promise<void> {
  const theatre = await openTheatre();
  try {
    for (const state of patientStates)
      for (const look of looks.filter((each) => isWanted(state, each)))
        await take(theatre, state, look, folder);
  } finally {
    await theatre.close();
  }
}

async function take(theatre: Theatre, state: PatientState, look: Look, folder: string): Promise<void> {
  const { language, theme } = look;
  const played = await theatre.play(state, {
    language,
    options: {
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: theme === 'light' && shownStates.includes(state.name) ? 2 : 1,
      colorScheme: theme,
      reducedMotion: 'reduce',
    },
  });
  const { page } = played;
  if (await page.locator('video').isVisible()) await page.waitForFunction(cameraIsSeen);
  if (state.name === 'camera-works') await page.waitForFunction(soundIsSeen);
  if (state.name === 'call') await page.frameLocator('iframe').locator('body').evaluate(paint);
  // Nothing lies under a finger.
  await page.mouse.move(0, 0);
  const sizes = mainStates.includes(state.name) ? phoneSizes : {};
  await takeSizes(page, sizes, { folder, file: `${state.name}-${language}-${theme}.png`, fullPage: true });
  await played.close();
}

/** The page is as long as the picture makes it. */
const cameraIsSeen = (): boolean => (document.querySelector('video')?.videoWidth ?? 0) > 0;
/** The bar moves with the browser's beep. */
const soundIsSeen = (): boolean => (document.querySelector('meter')?.value ?? 0) > 0.2;

/** Where TrueConf's own page would be. */
function paint(body: HTMLElement | SVGElement): void {
  body.style.cssText = 'margin:0;background:#1b2733;color:#fff;font-family:sans-serif;text-align:center';
}
