/** A real Chromium with fake camera and microphone, quiet on a closed network. */
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { findBrowser, type BrowserKind } from '../../../scripts/findBrowser.ts';

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const fakeMedia = ['--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required'];
/** What the browser's question about camera and sound is answered, where nothing was granted before. */
const answers = { allow: '--use-fake-ui-for-media-stream', refuse: '--deny-permission-prompts' } as const;

/**
 * `whole`: the browser as people use it; otherwise its quicker sister without a window will do. `further`: switches of
 * its command line.
 */
export async function launchChromium(
  question: keyof typeof answers = 'allow',
  kind?: BrowserKind,
  further: readonly string[] = [],
): Promise<Browser> {
  const executablePath = findBrowser(kind);
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge was found. Run: npm run tools');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath,
    args: [...quiet, ...fakeMedia, answers[question], ...sandbox, ...further],
  });
}

export interface PhoneOptions {
  readonly locale?: string;
  readonly javaScript?: boolean;
  /** How the browser calls itself; its own name otherwise. */
  readonly userAgent?: string;
  /** The phone trusts the server's own certificate (IT installed it). */
  readonly trustsEveryCertificate?: boolean;
}

/** The patient's phone: 360 px wide, touch. */
export function phone(browser: Browser, options: PhoneOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: options.locale ?? 'en-GB',
    javaScriptEnabled: options.javaScript ?? true,
    ignoreHTTPSErrors: options.trustsEveryCertificate ?? false,
    ...(options.userAgent !== undefined && { userAgent: options.userAgent }),
  });
}

/** The doctor's desk, with a clipboard that may be written. */
export async function desk(browser: Browser, options: PhoneOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: options.locale ?? 'en-GB',
    ignoreHTTPSErrors: options.trustsEveryCertificate ?? false,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return context;
}
