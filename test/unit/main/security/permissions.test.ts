import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtPage } from '../../../../src/main/security/ownPage.ts';
import {
  isPermitted,
  type Asked,
  type PermissionQuestion,
} from '../../../../src/main/security/permissions.ts';

const own: Asked = { page: 'own', place: builtPage };
const guest: Asked = { page: 'guest', place: { protocol: 'https:', host: 'video.example' } };

const question = (asked: Asked, changes: Partial<PermissionQuestion>): PermissionQuestion => ({
  permission: 'fullscreen',
  origin: asked.page === 'own' ? 'app://desk' : 'https://video.example/',
  knownContents: true,
  isMainFrame: true,
  mediaTypes: [],
  ...changes,
});
const permitted = (asked: Asked, changes: Partial<PermissionQuestion>) =>
  isPermitted(asked, question(asked, changes));

describe('media', () => {
  it.each([
    [['audio'], true],
    [['video'], true],
    [['audio', 'video'], true],
    [[], false],
    [['unknown'], false],
    [['video', 'screen'], false],
  ])('the conference asks for %j: %s', (mediaTypes, allowed) => {
    expect(permitted(guest, { permission: 'media', mediaTypes })).toBe(allowed);
  });

  it('is never the own page’s', () => {
    expect(permitted(own, { permission: 'media', mediaTypes: ['audio'] })).toBe(false);
  });
});

describe('who asks', () => {
  const media = { permission: 'media', mediaTypes: ['video'] };
  it.each([
    ['another origin', { ...media, origin: 'https://other.example' }],
    ['the origin without https', { ...media, origin: 'http://video.example' }],
    ['another port', { ...media, origin: 'https://video.example:444' }],
    ['a longer host', { ...media, origin: 'https://video.example.evil' }],
    ['an opaque origin', { ...media, origin: 'null' }],
    ['no origin', { ...media, origin: '' }],
    ['a null or foreign WebContents', { ...media, knownContents: false }],
    ['a sub-frame', { ...media, isMainFrame: false }],
  ])('%s is denied', (_name, changes) => {
    expect(permitted(guest, changes)).toBe(false);
  });

  it('nobody gets anything while no call is expected', () => {
    expect(isPermitted({ page: 'guest', place: null }, question(guest, media))).toBe(false);
  });
});

/** Every name in Electron's declarations, so that a new one is denied until somebody decides otherwise. */
const types = readFileSync(
  join(import.meta.dirname, '../../../../node_modules/electron/electron.d.ts'),
  'utf8',
);
const signature =
  /setPermissionCheckHandler\(handler.*?permission: ([^,]+), requestingOrigin/.exec(types)?.[1] ?? '';
const all = [...signature.matchAll(/'([\w-]+)'/g)].map((match) => match[1] ?? '');

describe('the table', () => {
  it('knows what Electron knows', () => {
    expect(all.length).toBeGreaterThan(40);
    expect(all).toContain('unknown');
  });

  it.each([
    ['own', own, ['clipboard-sanitized-write', 'fullscreen']],
    ['guest', guest, ['display-capture', 'fullscreen', 'screen-wake-lock', 'speaker-selection']],
  ])('allows the %s page this and nothing else', (_name, asked, allowed) => {
    const granted = all.filter((permission) => permitted(asked, { permission }));
    expect(granted.toSorted()).toEqual(allowed);
  });

  it.each(['', 'camera', '__proto__', 'constructor', 'brand-new'])(
    'denies what it does not know: %j',
    (permission) => {
      expect(permitted(own, { permission })).toBe(false);
      expect(permitted(guest, { permission, mediaTypes: ['audio'] })).toBe(false);
    },
  );
});
