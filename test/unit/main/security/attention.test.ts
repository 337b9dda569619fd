/** What each system is asked to show; Electron's own words for it are in docs/alerts.md. */
import { describe, expect, it } from 'vitest';
import { createAwake } from '../../../../src/main/desktop/awake.ts';
import { createBadge } from '../../../../src/main/desktop/badge.ts';
import { appId, badgeWays, noticeText } from '../../../../src/main/security/attention.ts';
import { Menu } from '../../../fixtures/desktop/electronStandIn.ts';
import { imageOf, TrayStandIn } from '../../../fixtures/desktop/signs.ts';
import { WindowStandIn } from '../../../fixtures/desktop/parts.ts';

describe('which ways a system has', () => {
  it.each([
    ['win32', { number: false, overlay: true, tray: true }],
    ['darwin', { number: true, overlay: false, tray: false }],
    ['linux', { number: true, overlay: false, tray: true }],
    ['freebsd', { number: false, overlay: false, tray: false }],
  ] as const)('%s', (platform, ways) => expect(badgeWays(platform)).toEqual(ways));

  it('says who it is to Windows only', () => {
    expect(appId('win32')).toBe('VisitDesk.VisitDesk');
    expect([appId('linux'), appId('darwin')]).toEqual([null, null]);
  });

  it('leaves no markup in a notice where markup would be drawn', () => {
    const typed = 'Anna <a href="https://evil.example">Smirnova</a> & Co';
    expect(noticeText(typed, 'linux')).toBe('Anna  a href="https://evil.example" Smirnova /a    Co');
    expect(noticeText(typed, 'win32')).toBe(typed);
  });
});

const mark = 'data:image/png;base64,AAAA';

class OverlaidWindow extends WindowStandIn {
  override setOverlayIcon(...[image, text]: [(object | null)?, string?]): void {
    this.calls.push(`overlay ${image ? 'mark' : 'none'}: ${text ?? ''}`);
  }
}

function shower(platform: NodeJS.Platform, stays = false) {
  const counts: number[] = [];
  const trays: TrayStandIn[] = [];
  const window = new OverlaidWindow({});
  let opened = 0;
  class Tray extends TrayStandIn {
    constructor(image: string) {
      super(image);
      trays.push(this);
    }
  }
  const app = { setBadgeCount: (count = -1) => counts.push(count) > 0 };
  const badge = createBadge(
    { app, Tray, Menu, nativeImage: { createFromDataURL: imageOf } },
    {
      ...{ platform, icon: '/resources/icon.png', window: () => window, onOpen: () => (opened += 1) },
      menu: () => [],
      stays,
    },
  );
  return { badge, counts, trays, window, opened: () => opened };
}

describe('the badge', () => {
  it('is a picture over the task bar’s icon and one beside the clock on Windows', () => {
    const { badge, counts, trays, window, opened } = shower('win32');
    badge.show({ count: 2, text: '2 waiting', icon: mark, mark });
    badge.show({ count: 0, text: 'Visit Desk', icon: null, mark: null });
    expect(counts).toEqual([]);
    expect(window.calls).toEqual(['overlay mark: 2 waiting', 'overlay none: Visit Desk']);
    expect(trays).toHaveLength(1);
    expect(trays[0]?.calls).toEqual(['icon icon.png', '2 waiting', mark, 'Visit Desk', 'plain icon']);
    trays[0]?.emitter.emit('click');
    expect(opened()).toBe(1);
    badge.clear();
    expect(trays[0]?.calls.at(-1)).toBe('destroy');
  });

  it('is there from the start where the window is hidden, and stays without the page', () => {
    const { badge, trays } = shower('linux', true);
    expect(trays[0]?.menu).not.toBeNull();
    badge.show({ count: 2, text: '2 waiting', icon: mark, mark });
    badge.clear();
    expect(trays).toHaveLength(1);
    expect(trays[0]?.calls).toEqual([
      ...['icon icon.png', 'Visit Desk', '2 waiting', mark],
      ...['plain icon', 'Visit Desk'],
    ]);
    expect(shower('darwin', true).trays).toEqual([]);
  });

  it('is the dock’s number on macOS, and gone with the page', () => {
    const { badge, counts, trays, window } = shower('darwin');
    badge.show({ count: 3, text: '3 waiting', icon: mark, mark });
    badge.clear();
    expect([counts, trays, window.calls]).toEqual([[3, 0], [], []]);
  });
});

it('holds one blocker, however often it is told, and gives it back', () => {
  const calls: string[] = [];
  let next = 7;
  const awake = createAwake({
    powerSaveBlocker: {
      start: (type) => (calls.push(type), (next += 1)),
      stop: (id) => calls.push(`stop ${id}`) > 0,
    },
  });
  for (const wish of [false, true, true, false, false, true]) awake.set(wish);
  expect(calls).toEqual(['prevent-display-sleep', 'stop 8', 'prevent-display-sleep']);
});
