/** A staff listener with the clinic's identity provider, and a browser that goes to it and back. */
import { randomBytes } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import { FakeClock } from '../../../fixtures/fakeClock.ts';
import {
  identityProvider,
  providerClient,
  type IdentityProvider,
} from '../../../fixtures/identityProvider.ts';
import { Browser, staffNode, type Answer, type StaffOptions } from './listening.ts';
import { storePath } from './support.ts';

export const doctorClaims = {
  sub: 'subject-1',
  groups: ['doctors', 'north'],
  preferred_username: 'dr.house',
  name: 'Gregory House',
};

export const configFor = (issuer: string) => ({
  oidc: {
    issuer,
    clientId: providerClient.id,
    role: {
      values: [
        { value: 'admins', role: 'administrator' },
        { value: 'doctors', role: 'doctor' },
        { value: 'reception', role: 'reception' },
      ],
    },
    site: { values: [{ value: 'north', siteId: 'north' }] },
    trueconfId: { claim: 'preferred_username' },
  },
  local: 'administrators',
});

export async function clinic(options: Partial<StaffOptions> = {}) {
  // The provider's tokens are of now, and so is the library's clock.
  const clock = new FakeClock(Date.now());
  const path = storePath();
  let origin = '';
  const provider = await identityProvider(() => `${origin}/oidc/callback`);
  onTestFinished(() => provider.stop().catch(() => undefined));
  provider.claims = { ...doctorClaims };
  const shared = {
    path,
    clock,
    ca: provider.ca,
    clientSecret: providerClient.secret,
    sharedKey: randomBytes(32),
    config: configFor(provider.issuer),
  };
  const staff = await staffNode({ ...shared, ...options });
  origin = staff.origin;
  return { ...staff, provider, clock, shared };
}

/** As a browser goes: to the service, to the provider, and gives the address at which it is sent back. */
export async function untilReturn(browser: Browser, origin: string, language = 'en'): Promise<string> {
  const started = await browser.get(`${origin}/oidc/start?lang=${language}`);
  expect(started.status).toBe(303);
  const abroad = new Browser(providerAuthority);
  return (await abroad.get(started.location!)).location!;
}

let providerAuthority: string | undefined;
export const trusting = (provider: IdentityProvider): Browser => {
  providerAuthority = provider.ca;
  return new Browser();
};

export async function signIn(browser: Browser, origin: string): Promise<Answer> {
  return browser.get(await untilReturn(browser, origin));
}

export const paragraph = ({ text }: Answer): string => /id="problem-text">([^<]*)</.exec(text)?.[1] ?? '';
