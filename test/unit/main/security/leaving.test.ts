/** What closing does, what the system allows of camera and microphone, and when a newer version may come. */
import { describe, expect, it } from 'vitest';
import { closingQuestion, closingWay, type ClosingWish } from '../../../../src/main/security/closing.ts';
import { mediaAccess, mediaSettings, toBeAsked } from '../../../../src/main/security/osMedia.ts';
import { installsNow, updateStep } from '../../../../src/main/security/updates.ts';
import { updatesSchema } from '../../../../src/shared/settings.ts';

describe('closing', () => {
  const wish: ClosingWish = {
    ...{ inCall: false, core: 'alone', links: 0, isFree: false, systemEnds: false },
    ...{ quits: false, livesHidden: false },
  };
  it.each<[string, Partial<ClosingWish>, string]>([
    ['nothing goes on', {}, 'go'],
    ['patients have links', { links: 2 }, 'ask'],
    ['patients have links, and somebody has said yes', { links: 2, isFree: true }, 'go'],
    ['patients have links, and the computer goes off', { links: 2, systemEnds: true }, 'go'],
    ['the clinic’s service has their page', { core: 'clinic', links: 2 }, 'go'],
    ['it was started hidden', { livesHidden: true }, 'hide'],
    ['it was started hidden, and patients have links', { livesHidden: true, links: 2 }, 'hide'],
    ['it was started hidden, and is to quit', { livesHidden: true, quits: true }, 'go'],
    ['it was started hidden, is to quit, with links', { livesHidden: true, quits: true, links: 1 }, 'ask'],
    ['a call is never hidden', { livesHidden: true, inCall: true, links: 1 }, 'ask'],
    ['the same with the service: its page asks', { core: 'clinic', livesHidden: true, inCall: true }, 'go'],
    ['hidden, and the computer goes off', { livesHidden: true, systemEnds: true }, 'go'],
  ])('%s', (_why, changes, way) => expect(closingWay({ ...wish, ...changes })).toBe(way));

  const ask = (links: number, waiting: number, language: 'en' | 'ru', inCall = false) =>
    closingQuestion({ inCall, core: 'alone', links, waiting, language }, 'links').message;
  it('says how many', () => {
    expect(ask(1, 0, 'en')).toBe('Patients have the link of 1 visit. Close Visit Desk?');
    expect(ask(5, 0, 'en')).toBe('Patients have the links of 5 visits. Close Visit Desk?');
    expect(ask(1, 0, 'ru')).toBe('У пациентов есть ссылка 1 приёма. Закрыть Visit Desk?');
    expect(ask(3, 2, 'ru')).toBe('Вас ждут. У пациентов есть ссылки 3 приёмов. Закрыть Visit Desk?');
    expect(ask(21, 0, 'ru')).toContain('ссылка 21 приёма');
    expect(ask(3, 0, 'en', true)).toBe('You are in a call. Close Visit Desk?');
  });
});

describe('camera and microphone of the system', () => {
  it.each([
    ['granted', 'allowed'],
    ['unknown', 'allowed'],
    ['not-determined', 'allowed'],
    ['denied', 'denied'],
    ['restricted', 'restricted'],
  ] as const)('%s is %s', (status, access) => expect(mediaAccess(status)).toBe(access));

  it('are asked for on macOS, where nobody has answered yet', () => {
    const statuses = { camera: 'not-determined', microphone: 'denied' } as const;
    expect(toBeAsked('darwin', statuses)).toEqual(['camera']);
    expect(toBeAsked('darwin', { ...statuses, microphone: 'not-determined' })).toEqual([
      'camera',
      'microphone',
    ]);
    expect([toBeAsked('win32', statuses), toBeAsked('linux', statuses)]).toEqual([[], []]);
  });

  it('have pages of their own in the settings, by addresses that are written here', () => {
    const of = (platform: NodeJS.Platform) =>
      (['camera', 'microphone'] as const).map((kind) => mediaSettings(platform, kind));
    const apple = 'x-apple.systempreferences:com.apple.preference.security?Privacy_';
    expect(of('darwin')).toEqual([`${apple}Camera`, `${apple}Microphone`]);
    expect(of('win32')).toEqual(['ms-settings:privacy-webcam', 'ms-settings:privacy-microphone']);
    expect(of('linux')).toEqual([null, null]);
  });
});

describe('a newer version', () => {
  const quiet = { links: 0, waiting: 0, inCall: false };
  const facts = { settings: { check: true, address: '' }, packaged: true, inUse: quiet };
  it.each([
    ['nobody is here', facts, 'look'],
    ['a call', { ...facts, inUse: { ...quiet, inCall: true } }, 'later'],
    ['somebody waits', { ...facts, inUse: { ...quiet, waiting: 1 } }, 'later'],
    ['a link of today', { ...facts, inUse: { ...quiet, links: 1 } }, 'later'],
    ['switched off', { ...facts, settings: { check: false, address: 'https://files.example/' } }, 'off'],
    ['not installed', { ...facts, packaged: false }, 'off'],
  ] as const)('%s', (_when, given, step) => {
    expect(updateStep(given)).toBe(step);
    expect(installsNow(given, true)).toBe(step === 'look');
    expect(installsNow(given, false)).toBe(false);
  });

  it.each([
    ['', true],
    ['https://files.clinic.example/visit-desk/', true],
    ['http://files.clinic.example/', false],
    ['https://user:password@files.example/', false],
    ['https://files.example/?x=1', false],
    ['file:///srv/updates', false],
    ['nonsense', false],
  ])('comes from %j: %s', (address, isTaken) => {
    expect(updatesSchema.safeParse({ address }).success).toBe(isTaken);
  });
});
