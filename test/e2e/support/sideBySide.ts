/** A clinic, a desk and phones that one test has for itself, so that the tests of a file may run side by side. */
import type { Browser, BrowserContext } from 'playwright-core';
import { desk, phone, type PhoneOptions } from './chromium.ts';
import { Clinic, type ClinicOptions, type Run } from './clinic.ts';
import { Doctor } from './people.ts';

export interface Scene {
  readonly clinic: Clinic;
  readonly run: Run;
  readonly doctor: Doctor;
  phone(options?: PhoneOptions): Promise<BrowserContext>;
}

export interface SceneOptions extends ClinicOptions {
  /** Of the doctor's browser. */
  readonly locale?: string;
}

/** Plays a test in a clinic that is open with the doctor at the desk; all of it is closed afterwards. */
export async function inClinic(
  browser: Browser,
  { locale, ...options }: SceneOptions,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const contexts: BrowserContext[] = [];
  const keep = (context: BrowserContext): BrowserContext => {
    contexts.push(context);
    return context;
  };
  const clinic = await Clinic.open(options);
  try {
    const run = await clinic.start();
    const doctor = await Doctor.at(
      keep(await desk(browser, { ...(locale !== undefined && { locale }) })),
      run.urls.app,
    );
    await play({ clinic, run, doctor, phone: async (wishes) => keep(await phone(browser, wishes)) });
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await clinic.close();
  }
}
