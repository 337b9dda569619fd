/** A page of the call that does not load, fails or dies: what is done, and when. */
import { describe, expect, it } from 'vitest';
import { followGuest } from '../../../src/renderer/features/conference/guestEvents.ts';
import {
  begun,
  startRecovery,
  triesAtMost,
  type Recovery,
  type RecoveryEvent,
} from '../../../src/renderer/features/conference/recovery.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';

function scene() {
  const clock = new FakeClock();
  const told: Recovery[] = [];
  const run = startRecovery(
    (ms, task) => clock.after(ms, task),
    (state) => told.push(state),
  );
  return { clock, run, told, now: (): Recovery => told.at(-1) ?? begun };
}

describe('a page that does not come', () => {
  it('is loaded three times more, after 1, 2 and 3 s, and then left to the person', async () => {
    const { clock, now } = scene();
    for (const [tries, pauseMs] of [1_000, 2_000, 3_000].entries()) {
      await clock.advance(14_999);
      expect(now()).toMatchObject({ phase: 'loading', tries, load: tries });
      await clock.advance(1);
      expect(now()).toEqual({ phase: 'waiting', tries, load: tries, trouble: 'slow' });
      await clock.advance(pauseMs - 1);
      expect(now().phase).toBe('waiting');
      await clock.advance(1);
      expect(now()).toEqual({ phase: 'loading', tries: tries + 1, load: tries + 1, trouble: 'slow' });
    }
    await clock.advance(15_000);
    expect(now()).toEqual({ phase: 'given-up', tries: triesAtMost, load: triesAtMost, trouble: 'slow' });
    await clock.advance(3_600_000);
    expect(now().phase).toBe('given-up');
  });

  it.each(['waiting', 'given-up'] as const)(
    'and comes late, when it is %s, is not loaded again',
    async (phase) => {
      const { clock, run, now } = scene();
      await clock.advance(15_000);
      while (now().phase !== phase) await clock.advance(1_000);
      const { load } = now();
      run.hear('loaded');
      expect(now()).toMatchObject({ phase: 'shown', load, trouble: null });
      await clock.advance(120_000);
      expect(now()).toMatchObject({ phase: 'shown', load });
    },
  );
});

describe('a page that fails or dies', () => {
  it.each([
    ['failed', 'failed'],
    ['crashed', 'crashed'],
  ] as const)('%s: tried again at once, not after 15 s', async (event, trouble) => {
    const { clock, run, now } = scene();
    run.hear(event);
    expect(now()).toEqual({ phase: 'waiting', tries: 0, load: 0, trouble });
    // What the dead page still says changes nothing.
    run.hear('crashed');
    run.hear('failed');
    await clock.advance(1_000);
    expect(now()).toEqual({ phase: 'loading', tries: 1, load: 1, trouble });
    run.hear('loaded');
    expect(now()).toEqual({ phase: 'shown', tries: 1, load: 1, trouble: null });
  });

  it('that dies again and again at once is not loaded for ever', async () => {
    const { clock, run, now } = scene();
    let crashes = 0;
    while (now().phase !== 'given-up') {
      run.hear('loaded');
      run.hear('crashed');
      crashes += 1;
      await clock.advance(3_000);
    }
    expect(crashes).toBe(triesAtMost + 1);
  });

  it('has all its tries again after a minute in which it was well', async () => {
    const { clock, run, now } = scene();
    run.hear('failed');
    await clock.advance(1_000);
    run.hear('loaded');
    await clock.advance(60_000);
    run.hear('crashed');
    // Another load than the former, so that it is carried out.
    await clock.advance(1_000);
    expect(now()).toEqual({ phase: 'loading', tries: 1, load: 2, trouble: 'crashed' });
  });

  it('a page that was left is loaded no more', async () => {
    const { clock, run, told } = scene();
    run.stop();
    await clock.advance(60_000);
    expect(told).toEqual([]);
  });
});

describe('what a webview tells', () => {
  function guest() {
    const view = new EventTarget();
    const told: RecoveryEvent[] = [];
    const stop = followGuest(view, (event) => told.push(event));
    const emit = (name: string, members: object = {}) =>
      view.dispatchEvent(Object.assign(new Event(name), members));
    return { told, stop, emit };
  }
  const failed = { errorCode: -105, isMainFrame: true };

  it('loaded, failed, crashed', () => {
    const { told, emit, stop } = guest();
    emit('did-start-loading');
    emit('did-finish-load');
    emit('did-fail-load', failed);
    // Of the page that tells of the failure.
    emit('did-finish-load');
    emit('did-start-loading');
    emit('did-finish-load');
    emit('render-process-gone');
    stop();
    emit('render-process-gone');
    expect(told).toEqual(['loaded', 'failed', 'loaded', 'crashed']);
  });

  it.each([
    ['a frame in it', { ...failed, isMainFrame: false }],
    ['a load that another one took the place of', { ...failed, errorCode: -3 }],
  ])('nothing of %s', (_what, members) => {
    const { told, emit } = guest();
    emit('did-fail-load', members);
    emit('did-finish-load');
    expect(told).toEqual(['loaded']);
  });
});
