/** The alerts as one: a board that changes, a clock that a test moves, ports that remember. */
import i18next from 'i18next';
import { beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { AlertCentre } from '../../../../src/renderer/features/alerts/alertCentre.ts';
import { createSound } from '../../../../src/renderer/features/alerts/chime.ts';
import type { AlertWords } from '../../../../src/renderer/features/alerts/notices.ts';
import { defaultPreferences } from '../../../../src/renderer/state/preferences.ts';
import type { ShellPorts } from '../../../../src/renderer/shellPorts.ts';
import type { VisitView } from '../../../../src/shared/ipc/contract.ts';
import { badgeSchema, noticeSchema, type Badge, type Notice } from '../../../../src/shared/ipc/shell.ts';
import { messages } from '../../../../src/shared/i18n/messages.ts';
import { FakeClock, settle } from '../../../fixtures/fakeClock.ts';
import { personView, visitView } from '../../../fixtures/views.ts';

const icon = 'data:image/png;base64,AAAA';
let words: AlertWords;
beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: messages, keySeparator: false, nsSeparator: false });
  words = i18next.getFixedT('en', 'alerts');
});

function world() {
  // 12:00 of the tests' own zone.
  const clock = new FakeClock(new Date(2026, 10, 25, 12).getTime());
  const seen = {
    chimes: [] as number[],
    notices: [] as Notice[],
    dismissed: [] as string[],
    badges: [] as Badge[],
  };
  const start = clock.now();
  const state = {
    visits: new Map<string, VisitView>(),
    preferences: defaultPreferences,
    isLookedAt: false,
    desk: { decides: true, callVisitId: null as string | null, doctorId: 'petrova' },
    awake: false,
  };
  const shell: ShellPorts = {
    kind: 'browser',
    notices: {
      state: () => 'granted',
      ask: async () => 'granted',
      show: (notice) => void seen.notices.push(noticeSchema.parse(notice)),
      dismiss: (name) => void seen.dismissed.push(name),
      onOpened: () => () => undefined,
    },
    setBadge: (badge) => void seen.badges.push(badgeSchema.parse(badge)),
    keepsAwake: true,
    setAwake: (awake) => (state.awake = awake),
  };
  const centre = new AlertCentre({
    visits: () => state.visits,
    desk: () => state.desk,
    preferences: () => state.preferences,
    isLookedAt: () => state.isLookedAt,
    shell,
    sound: { play: () => void seen.chimes.push((clock.now() - start) / 1_000) },
    draw: async (count) => (count > 0 ? { icon, mark: icon } : null),
    countText: (count) => `${count} waiting`,
    words: () => words,
    clock,
  });
  const show = (...visits: readonly VisitView[]) => {
    state.visits = new Map(visits.map((visit) => [visit.id, visit]));
    centre.boardChanged();
  };
  return { clock, seen, state, centre, show };
}

const pressedAt = new Date(2026, 10, 25, 12).getTime();
const waits = (id: string, name: string, part: Partial<VisitView> = {}) =>
  visitView(id, 'waiting', { persons: [personView(`p-${id}`, name, 'waiting', pressedAt)], ...part });
const inCall = (id: string, name: string) =>
  visitView(id, 'in-call', { persons: [personView(`p-${id}`, name, 'in-call', pressedAt)] });

let all: ReturnType<typeof world>;
beforeEach(() => {
  all = world();
});

it('tells nothing of what stands there when the desk is opened, but counts it', async () => {
  all.show(waits('a', 'Anna'));
  await all.clock.advance(60_000);
  expect(all.seen).toMatchObject({ chimes: [], notices: [] });
  expect(all.seen.badges).toEqual([{ count: 1, text: '1 waiting', icon, mark: icon }]);
  expect(all.state.awake).toBe(true);
});

it('leaves nothing behind when it stops, also not a number that is still being drawn', async () => {
  all.show(waits('a', 'Anna'));
  await settle();
  all.show(waits('a', 'Anna'), waits('b', 'Boris'));
  all.centre.stop();
  await settle();
  expect(all.seen.badges.map(({ count }) => count)).toEqual([1, 0]);
  expect([all.state.awake, all.clock.pending]).toEqual([false, 0]);
});

it('chimes three times for who waits, and takes the notice away once they are let in', async () => {
  all.show();
  await all.clock.advance(1_000);
  all.show(waits('a', 'Anna Smirnova'));
  await all.clock.advance(60_000);
  expect(all.seen.chimes).toEqual([1, 11, 21]);
  expect(all.seen.notices).toEqual([
    { name: 'waiting:p-a', title: 'Somebody is waiting', text: 'Anna Smirnova', visitId: 'a' },
  ]);
  all.show(inCall('a', 'Anna Smirnova'));
  expect(all.seen.dismissed).toEqual(['waiting:p-a']);
  await settle();
  expect(all.seen.badges.map(({ count }) => count)).toEqual([0, 1, 0]);
});

it('is quiet as soon as somebody looks, or lets in at another desk', async () => {
  all.show();
  all.show(waits('a', 'Anna'));
  await all.clock.advance(3_000);
  all.centre.looked();
  await all.clock.advance(60_000);
  expect(all.seen.chimes).toEqual([0]);
  all.show(inCall('a', 'Anna'), waits('b', 'Boris'));
  await all.clock.advance(3_000);
  all.show(inCall('a', 'Anna'), inCall('b', 'Boris'));
  await all.clock.advance(60_000);
  expect(all.seen.chimes).toEqual([0, 63]);
  expect(all.clock.pending).toBe(0);
});

it('tells of many at once by one notice, by one chime at a time', async () => {
  all.show();
  const call = { reason: 'other', at: pressedAt } as const;
  const crowd = ['a', 'b', 'c'].map((id) => waits(id, `Name ${id}`));
  all.show(...crowd, visitView('d', 'call-me', { callMe: call }), inCall('e', 'Elena'));
  expect(all.seen.notices).toEqual([
    {
      name: 'several',
      title: 'Patients want you',
      text: '1 asks to be called · 3 are waiting · 1 is going in',
      visitId: null,
    },
  ]);
  expect(all.seen.chimes).toEqual([0]);
});

it('lets out no name in privacy mode, by whatever way', async () => {
  all.state.preferences = { ...defaultPreferences, privacy: true };
  all.show();
  all.show(waits('a', 'Canary Typed', { label: 'Canary Label' }));
  all.show(
    waits('a', 'Canary Typed', { label: 'Canary Label' }),
    visitView('b', 'call-me', { callMe: { reason: 'other', at: pressedAt } }),
  );
  all.centre.looked();
  await settle();
  expect(all.seen.notices.map(({ title, text }) => [title, text])).toEqual([
    ['Somebody is waiting', 'C. L.'],
    ['Somebody who cannot get in asks to be called', ''],
  ]);
  expect(JSON.stringify(all.seen)).not.toContain('Canary');
});

it.each([
  ['the sound is off', { sound: false }, { chimes: 0, notices: 1 }],
  ['notices are off', { notices: false }, { chimes: 1, notices: 0 }],
  ['hours are silent', { silentHours: { on: true, from: '11:00', to: '12:01' } }, { chimes: 0, notices: 0 }],
])('where %s only that is left out, and the badge never', async (_name, part, expected) => {
  all.state.preferences = { ...defaultPreferences, ...part };
  all.show();
  all.show(waits('a', 'Anna'));
  await settle();
  expect({ chimes: all.seen.chimes.length, notices: all.seen.notices.length }).toEqual(expected);
  expect(all.seen.badges.at(-1)?.count).toBe(1);
  // The silence does not end with a chime that was saved up.
  await all.clock.advance(120_000);
  expect(all.seen.chimes.length === 0).toBe(expected.chimes === 0);
});

it('shows no notice of what the doctor is looking at, nor chimes for who comes into the call in sight', () => {
  all.state.isLookedAt = true;
  all.state.desk = { ...all.state.desk, callVisitId: 'a' };
  all.show();
  all.show(inCall('a', 'Anna'));
  expect(all.seen).toMatchObject({ chimes: [], notices: [] });
  all.show(inCall('a', 'Anna'), inCall('b', 'Boris'));
  expect(all.seen).toMatchObject({ chimes: [0], notices: [] });
});

it('changes the board with the doctor: the other one’s notices go, and who waits there already is no arrival', async () => {
  all.show();
  all.show(waits('a', 'Anna'));
  await all.clock.advance(1_000);
  all.state.desk = { ...all.state.desk, doctorId: 'orlov' };
  // The former board is gone at once, the list of the other comes a moment later.
  all.show();
  await all.clock.advance(1_000);
  const boris = waits('b', 'Boris');
  all.show(boris);
  expect(all.seen.dismissed).toEqual(['waiting:p-a']);
  await all.clock.advance(60_000);
  expect([all.seen.notices.length, all.seen.chimes]).toEqual([1, [0]]);
  const clara = personView('p-c', 'Clara', 'waiting', all.clock.now());
  all.show(boris, visitView('c', 'waiting', { persons: [clara] }));
  expect([all.seen.notices.length, all.seen.chimes]).toEqual([2, [0, 62]]);
  // Who went away and presses again comes, however early the first press was.
  const gone = { ...boris, persons: boris.persons.map((one) => ({ ...one, state: 'gone' as const })) };
  all.show(gone);
  all.show(boris);
  expect(all.seen.notices.at(-1)?.text).toBe('Boris');
});

it('calls reception to the telephone only, and leaves its screen to itself', () => {
  all.state.desk = { ...all.state.desk, decides: false };
  all.show();
  all.show(waits('a', 'Anna'));
  expect([all.seen.notices, all.seen.chimes, all.state.awake]).toEqual([[], [], false]);
  all.show(waits('a', 'Anna', { callMe: { reason: 'camera', at: pressedAt } }));
  expect(all.seen.notices.map(({ title }) => title)).toEqual([
    'Somebody who cannot get in asks to be called',
  ]);
  expect(all.seen.chimes).toEqual([0]);
});

/** What of the Web Audio API the chime uses; `resume` answers when the test says so. */
class HeldAudio {
  static readonly held: PromiseWithResolvers<void>[] = [];
  static readonly begun: number[] = [];
  readonly currentTime = 0;
  readonly destination = {};
  resume(): Promise<void> {
    return HeldAudio.held.shift()?.promise ?? Promise.resolve();
  }
  async suspend(): Promise<void> {
    return undefined;
  }
  createGain() {
    const ramp = () => undefined;
    const gain = { setValueAtTime: ramp, linearRampToValueAtTime: ramp, exponentialRampToValueAtTime: ramp };
    return { gain, connect: (next: object) => next };
  }
  createOscillator() {
    const frequency = { value: 0 };
    const start = () => HeldAudio.begun.push(frequency.value);
    return { frequency, connect: (next: object) => next, start, stop: () => undefined };
  }
}

it.each([
  ['waits for a click', false, 'blocked'],
  ['has no loudspeaker', true, 'none'],
])(
  'a chime that is held back is said and not played late, where the page %s',
  async (_why, touched, said) => {
    vi.stubGlobal('AudioContext', HeldAudio);
    vi.stubGlobal('navigator', { userActivation: { hasBeenActive: touched } });
    onTestFinished(() => void vi.unstubAllGlobals());
    HeldAudio.begun.length = 0;
    const sound = createSound();
    const states: string[] = [];
    const turns = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    sound.onState(() => {
      states.push(sound.state());
      turns[states.length - 1]?.resolve();
    });
    const held = Promise.withResolvers<void>();
    HeldAudio.held.push(held);
    sound.play();
    await turns[0]?.promise;
    held.resolve();
    await turns[1]?.promise;
    expect([states, HeldAudio.begun]).toEqual([[said, 'ready'], []]);
    sound.play();
    await settle();
    expect(HeldAudio.begun).toEqual([659.25, 1318.5, 880, 1760]);
  },
);
