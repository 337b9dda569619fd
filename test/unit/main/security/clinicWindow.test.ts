/** Where the window of signing in may go. */
import { describe, expect, it } from 'vitest';
import { isAtDesk, mayClinicNavigate } from '../../../../src/main/security/clinicWindow.ts';

const origin = 'https://desk.clinic.example';
const service = `${origin}/sign-in`;
const provider = 'https://login.clinic.example/auth';
const main = { origin, isMainFrame: true, isRedirect: false };

describe('mayClinicNavigate', () => {
  it.each([
    // The service's own pages stay there, and only the service sends on.
    [service, `${origin}/oidc/start`, false, true],
    [service, provider, false, false],
    [service, provider, true, true],
    ['', provider, true, true],
    ['', provider, false, false],
    // The provider goes on and back.
    [provider, 'https://other-login.example/', false, true],
    [provider, `${origin}/oidc/callback?code=x`, false, true],
    [provider, 'http://login.clinic.example/', false, false],
    [provider, 'http://127.0.0.1/', true, false],
    // Nothing else, whoever asks.
    [provider, 'file:///etc/passwd', true, false],
    [provider, 'app://desk/', true, false],
    [provider, 'javascript:alert(1)', false, false],
    [provider, 'ms-msdt:x', true, false],
    [provider, 'https://a:b@login.clinic.example/', true, false],
    [provider, 'about:blank', false, false],
    [service, 'https://desk.clinic.example.evil.example/', false, false],
    [service, 'http://desk.clinic.example/', true, false],
  ])('from %s to %s, sent on: %s -> %s', (from, to, isRedirect, allowed) => {
    expect(mayClinicNavigate({ ...main, from, to, isRedirect })).toBe(allowed);
  });

  it('lets frames of the provider be empty or https, and none of the service be anybody else’s', () => {
    const frame = { ...main, isMainFrame: false };
    expect(mayClinicNavigate({ ...frame, from: provider, to: 'about:blank' })).toBe(true);
    expect(mayClinicNavigate({ ...frame, from: provider, to: 'https://captcha.example/' })).toBe(true);
    expect(mayClinicNavigate({ ...frame, from: service, to: 'https://captcha.example/' })).toBe(false);
  });

  it('takes a provider over http on this computer only, and only beside a service that is there too', () => {
    const local = { ...main, origin: 'http://127.0.0.1:8770', from: '', isRedirect: true };
    expect(mayClinicNavigate({ ...local, to: 'http://localhost:9999/auth' })).toBe(true);
    expect(mayClinicNavigate({ ...local, to: 'http://login.clinic.example/auth' })).toBe(false);
    expect(mayClinicNavigate({ ...local, origin: 'nonsense', to: 'https://login.example/' })).toBe(false);
  });
});

describe('isAtDesk', () => {
  it.each([
    [`${origin}/desk/`, true],
    [`${origin}/desk`, true],
    [`${origin}/desk/?x#y`, true],
    [`${origin}/desk-other`, false],
    [service, false],
    ['https://evil.example/desk/', false],
    ['not an address', false],
  ])('%s: %s', (url, isThere) => {
    expect(isAtDesk(url, origin)).toBe(isThere);
  });
});
