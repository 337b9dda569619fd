/** What a scenario has beside the app: a TrueConf server over https with a certificate of its own, and a patient's phone. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { startEmulator, type Emulator } from '../../src/emulator/index.ts';
import type { RequestChannel } from '../../src/shared/ipc/channels.ts';
import {
  requests,
  type CertificateView,
  type RequestInput,
  type RequestOutput,
} from '../../src/shared/ipc/contract.ts';
import { defaultSettings, pinSchema } from '../../src/shared/settings.ts';
import { launchChromium, phone } from '../e2e/support/chromium.ts';

const credentials = { clientId: 'c'.repeat(40), clientSecret: '5ec4e7'.repeat(6) } as const;
const doctor = { id: 'petrova', displayName: 'Dr. Petrova', password: 'own-account' } as const;

/** Asks as the page itself does. Errors: rejects with the code of a refusal. */
export async function ask<C extends RequestChannel>(
  page: Page,
  channel: C,
  input: RequestInput<C>,
): Promise<RequestOutput<C>> {
  const answer = await page.evaluate(
    async ([name, given]) => {
      const api: unknown = Reflect.get(globalThis, 'visitDesk');
      if (typeof api !== 'object' || api === null) throw new Error('the page has no channel');
      const request: unknown = Reflect.get(api, 'request');
      if (typeof request !== 'function') throw new Error('the page cannot ask');
      const answered: unknown = await Reflect.apply(request, undefined, [name, given]);
      return answered;
    },
    [channel, input] as const,
  );
  const value: unknown = Object(answer)['ok'] === true ? Object(answer)['value'] : undefined;
  const isOutput = (candidate: unknown): candidate is RequestOutput<C> =>
    requests[channel].output.safeParse(candidate).success;
  if (!isOutput(value)) throw new Error(`${channel}: ${JSON.stringify(answer)}`);
  return value;
}

const pick = ({ host, port, sha256, pem, subject, issuer, validTo }: CertificateView) => ({
  ...{ host, port, sha256, pem },
  ...{ subject, issuer, validTo },
});

export interface Clinic {
  readonly server: Emulator;
  /** The doctor's desk is set up with this server, its certificate trusted by hand. */
  setUp(page: Page): Promise<void>;
  patient(link: string, name: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openClinic(): Promise<Clinic> {
  const server = await startEmulator({ ...credentials, users: [doctor], tls: true });
  let browser: Browser | undefined;
  return {
    server,
    async setUp(page) {
      const seen = await ask(page, 'certificate:look', { address: server.origin });
      assert.equal(seen.verdict, 'self-signed');
      const saved = await ask(page, 'settings:save', {
        sections: {
          server: {
            ...defaultSettings.server,
            address: server.origin,
            clientId: credentials.clientId,
            trust: 'certificate',
            // Trusted by hand; what else was told of it is for the person's eyes.
            pin: pinSchema.parse({ ...pick(seen), acceptedAt: Date.now() }),
          },
          doctors: { list: [{ id: doctor.id, name: doctor.displayName }], entry: 'named-guest' },
          app: { language: 'en' },
        },
        linksMayDie: true,
      });
      assert.equal(saved.state, 'saved');
      await ask(page, 'credentials:save', { secret: credentials.clientSecret, consent: true });
      // The set-up does not leave by itself: who set up elsewhere begins anew.
      await page.reload();
    },
    async patient(link, name) {
      browser ??= await launchChromium('allow', 'whole');
      const page = await (await phone(browser, { trustsEveryCertificate: true })).newPage();
      await page.goto(link);
      await page.getByRole('textbox').fill(name);
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      return page;
    },
    async close() {
      await browser?.close();
      await server.close();
    },
  };
}
