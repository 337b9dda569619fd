/** Decisions of the start: addresses, switches, autostart, where the window opens, what is done about a crash. */
import { describe, expect, it } from 'vitest';
import {
  autostartEntry,
  autostartFile,
  autostartWay,
  bringsForward,
  isEntryOn,
  startedProgram,
  startsHidden,
} from '../../../../src/main/security/autostart.ts';
import { afterCrash, isCrash } from '../../../../src/main/security/crashes.ts';
import { deepLinkIn, parseDeepLink, schemeClient } from '../../../../src/main/security/deepLink.ts';
import { refusedSwitch } from '../../../../src/main/security/switches.ts';
import { openingPlace, parseWindowPlace } from '../../../../src/main/security/windowPlace.ts';

describe('checklist 23: an address that calls the desk', () => {
  const open = { kind: 'open', visitId: 'aB3_-x' };
  it.each([
    ['visit-desk:new', { kind: 'new' }],
    ['visit-desk://new', { kind: 'new' }],
    ['visit-desk://new/', { kind: 'new' }],
    ['VISIT-DESK://new', { kind: 'new' }],
    ['visit-desk:open/aB3_-x', open],
    ['visit-desk://open/aB3_-x', open],
    ['visit-desk://open/aB3_-x/', open],
    [`visit-desk:open/${'a'.repeat(64)}`, { kind: 'open', visitId: 'a'.repeat(64) }],
    // Anything else is no wish.
    [`visit-desk:open/${'a'.repeat(65)}`, null],
    ['visit-desk:open/', null],
    ['visit-desk:open/../settings', null],
    ['visit-desk:open/a%2Fb', null],
    ['visit-desk:open/a?join=1', null],
    ['visit-desk:open/a#join', null],
    ['visit-desk:open/a/join', null],
    ['visit-desk:join/a', null],
    ['visit-desk:new?label=Anna', null],
    ['visit-desk:new\n', null],
    ['visit-desk://user@new', null],
    ['visit-desk:///new', null],
    ['visit-desks:new', null],
    ['https://visit-desk/new', null],
    ['xvisit-desk:new', null],
    ['', null],
  ])('%j', (text, wish) => expect(parseDeepLink(text)).toEqual(wish));

  it('is found among what Chromium adds, wherever it stands; the last one counts', () => {
    expect(deepLinkIn(['--flag', 'visit-desk:new', '--lang=ru', '/tmp/file'])).toEqual({ kind: 'new' });
    expect(deepLinkIn(['visit-desk:new', 'visit-desk:open/b'])).toEqual({ kind: 'open', visitId: 'b' });
    expect(deepLinkIn(['visit-desk:new', 'visit-desk:evil'])).toBeNull();
    expect(deepLinkIn(['--x=visit-desk:new'])).toBeNull();
  });

  it('has this program as its own where that can be', () => {
    const facts = { packaged: false, execPath: 'C:\\electron.exe', script: '.' } as const;
    expect(schemeClient({ ...facts, platform: 'win32' })).toEqual(['visit-desk', 'C:\\electron.exe', ['.']]);
    expect(schemeClient({ ...facts, platform: 'linux' })).toBeNull();
    expect(schemeClient({ ...facts, platform: 'win32', script: undefined })).toBeNull();
    expect(schemeClient({ ...facts, platform: 'darwin', packaged: true })).toEqual(['visit-desk']);
  });
});

describe('checklist 26: switches that a packaged desk does not start with', () => {
  const packaged = { packaged: true, platform: 'linux' } as const;
  it.each([
    ['--remote-debugging-port=9222', '--remote-debugging-port'],
    ['--remote-debugging-pipe', '--remote-debugging-pipe'],
    ['-remote-debugging-port=0', '--remote-debugging-port'],
    ['--remote-debugging-address=0.0.0.0', '--remote-debugging-address'],
    ['--remote-allow-origins=*', '--remote-allow-origins'],
    ['--inspect', '--inspect'],
    ['--inspect-brk=0.0.0.0:9229', '--inspect-brk'],
    ['--inspect-port=1', '--inspect-port'],
    ['--debug-brk', '--debug-brk'],
    ['--js-flags=--expose-gc', '--js-flags'],
    ['--disable-web-security', '--disable-web-security'],
    ['--ignore-certificate-errors', '--ignore-certificate-errors'],
    ['--ignore-certificate-errors-spki-list=x', '--ignore-certificate-errors-spki-list'],
    ['--host-rules=MAP * evil', '--host-rules'],
    ['--load-extension=/tmp/x', '--load-extension'],
    ['--use-fake-ui-for-media-stream', '--use-fake-ui-for-media-stream'],
    ['--hidden', null],
    ['--data-dir=/tmp/--inspect', null],
    ['--password-store=gnome-libsecret', null],
    ['--inspector', null],
    ['/inspect', null],
    ['visit-desk:new', null],
  ])('%s', (parameter, refused) => {
    expect(refusedSwitch(['--lang=ru', parameter], packaged)).toBe(refused);
    expect(refusedSwitch([parameter], { packaged: false, platform: 'linux' })).toBeNull();
  });

  it('as Windows writes them, too', () => {
    const windows = { packaged: true, platform: 'win32' } as const;
    expect(refusedSwitch(['/Remote-Debugging-Port=9222'], windows)).toBe('--remote-debugging-port');
    expect(refusedSwitch(['C:\\inspect'], windows)).toBeNull();
  });
});

describe('starting with the computer', () => {
  it('is the system’s own list, of an installed program', () => {
    const ways = (['win32', 'darwin', 'linux', 'freebsd'] as const).map((system) =>
      autostartWay(system, true),
    );
    expect(ways).toEqual(['login-item', 'login-item', 'desktop-file', 'none']);
    expect(autostartWay('linux', false)).toBe('none');
  });

  it('lies where desktops of Linux look', () => {
    const usual = '/home/doctor/.config/autostart/visit-desk.desktop';
    expect(autostartFile({}, '/home/doctor')).toBe(usual);
    expect(autostartFile({ XDG_CONFIG_HOME: 'relative' }, '/home/doctor')).toBe(usual);
    expect(autostartFile({ XDG_CONFIG_HOME: '/etc/me' }, '/h')).toBe('/etc/me/autostart/visit-desk.desktop');
    expect(startedProgram({ APPIMAGE: '/apps/desk.AppImage' }, '/tmp/.mount/desk')).toBe(
      '/apps/desk.AppImage',
    );
  });

  it('names the program by the rules of such files', () => {
    const execOf = (program: string) => /^Exec=(.*)$/m.exec(autostartEntry(program) ?? '')?.[1];
    expect(execOf('/opt/Visit Desk/visit-desk')).toBe('"/opt/Visit Desk/visit-desk" --hidden');
    expect(execOf('/o/a"b$c`d%e')).toBe('"/o/a\\\\"b\\\\$c\\\\`d%%e" --hidden');
    expect(execOf('/o/a\\b')).toBe('"/o/a\\\\\\\\b" --hidden');
    expect(autostartEntry('/opt/x\nExec=evil')).toBeNull();
  });

  it('may be switched off in the file by the desktop itself', () => {
    expect(isEntryOn(autostartEntry('/opt/x') ?? '')).toBe(true);
    expect(isEntryOn('[Desktop Entry]\nHidden = true\n')).toBe(false);
    expect(isEntryOn('[Desktop Entry]\nX-GNOME-Autostart-enabled=false')).toBe(false);
  });

  it.each([
    ['linux', true, false, true],
    ['linux', false, true, false],
    ['win32', true, false, true],
    ['darwin', false, true, true],
    ['darwin', false, false, false],
    // Nothing would open the window.
    ['freebsd', true, false, false],
  ] as const)('on %s asked %s, at login %s: hidden %s', (platform, isAsked, atLogin, hidden) => {
    expect(startsHidden({ platform, isAsked, atLogin })).toBe(hidden);
  });

  it('brings nothing forward when it is the computer that starts it again', () => {
    expect(bringsForward(['--hidden'])).toBe(false);
    expect(bringsForward(['visit-desk:new'])).toBe(true);
  });
});

describe('where the window opens', () => {
  const primary = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 1280, height: 1000 };
  const kept = { bounds: { x: 2000, y: 100, width: 1000, height: 700 }, maximized: true };
  it('is where it stood, on the same screen, and as large', () => {
    expect(openingPlace(kept, [primary, second], primary)).toEqual(kept);
  });
  it('is in sight where that screen has gone', () => {
    const bounds = { x: 460, y: 170, width: 1000, height: 700 };
    expect(openingPlace(kept, [primary], primary)).toEqual({ bounds, maximized: true });
    const small = { x: 0, y: 0, width: 800, height: 600 };
    expect(openingPlace(kept, [small], small)?.bounds).toEqual(small);
  });
  it('is the system’s choice where nothing is known', () => {
    expect(openingPlace(null, [primary], primary)).toBeNull();
  });
  it.each([
    [JSON.stringify(kept), kept],
    ['', null],
    ['{"bounds":', null],
    [JSON.stringify({ ...kept, maximized: 'yes' }), null],
    [JSON.stringify({ ...kept, bounds: { ...kept.bounds, width: 3 } }), null],
    [JSON.stringify({ ...kept, bounds: { ...kept.bounds, x: 1e9 } }), null],
  ])('reads %s', (text, place) => expect(parseWindowPlace(text)).toEqual(place));
});

describe('a page whose process has ended', () => {
  it('is loaded anew three times a minute', () => {
    let crashes: readonly number[] = [];
    const again = (now: number): boolean => {
      const answer = afterCrash(crashes, now);
      crashes = answer.crashes;
      return answer.again;
    };
    expect([0, 10_000, 20_000, 30_000].map(again)).toEqual([true, true, true, false]);
    // The first ones do not count any more.
    expect(again(75_000)).toBe(true);
    // A clock that was set back holds nothing against it.
    expect(again(1_000)).toBe(true);
  });
  it('is lost by anything but an end of its own', () => {
    expect(['crashed', 'oom', 'killed', 'integrity-failure', 'clean-exit'].map(isCrash)).toEqual([
      ...[true, true, true, true],
      false,
    ]);
  });
});
