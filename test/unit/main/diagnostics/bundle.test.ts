import { expect, it } from 'vitest';
import { bundleText, type BundleFacts } from '../../../../src/main/diagnostics/bundle.ts';
import { defaultSettings } from '../../../../src/shared/settings.ts';
import { statusView } from '../../../fixtures/views.ts';

const facts: BundleFacts = {
  version: '0.1.0',
  shell: 'web',
  now: Date.UTC(2026, 10, 24, 9, 0),
  settings: {
    ...defaultSettings,
    messages: { ...defaultSettings.messages, en: 'Dear patient, {{link}}' },
    server: {
      ...defaultSettings.server,
      address: 'https://video.clinic.example',
      trust: 'certificate',
      pin: {
        host: 'video.clinic.example',
        port: 443,
        sha256: 'ab'.repeat(32),
        pem: '-----BEGIN CERTIFICATE-----',
        subject: 'CN=video',
        issuer: 'CN=video',
        validTo: 1,
        acceptedAt: 1,
      },
    },
  },
  locked: [{ key: 'server.address', source: 'policy-file' }],
  status: statusView(),
  rehearsal: '',
  log: [{ at: Date.UTC(2026, 10, 24, 8, 0), level: 'warn', text: 'trueconf.call code=timeout' }],
};

it('says what helps, and neither names nor the texts for patients', () => {
  const text = bundleText(facts);
  expect(text).toContain('version 0.1.0, shell web');
  expect(text).toContain('https://video.clinic.example');
  expect(text).toContain('ab'.repeat(32));
  expect(text).toContain('server.address: policy-file');
  expect(text).toContain('2026-11-24T08:00:00.000Z warn trueconf.call code=timeout');
  expect(text).toContain('== Last rehearsal ==\n(nothing)');
  expect(text).not.toContain('BEGIN CERTIFICATE');
  expect(text).not.toContain('Dear patient');
});
