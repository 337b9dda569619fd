/** Pages of browsers that have not pressed, and say nothing more. */
import { describe, expect, it } from 'vitest';
import { silentPageMs } from '../../../../src/main/visits/silentPages.ts';
import {
  must,
  named,
  pageOpen,
  readyVisit,
  reportOf,
  startHarness,
  tokenOf,
  viewOf,
} from '../../../fixtures/visitsHarness.ts';
import { createNodes } from '../../../fixtures/visitsNodes.ts';

const here = reportOf('here');
const minuteMs = 60_000;

async function opened() {
  const harness = await startHarness();
  const { id, token } = await readyVisit(harness);
  await harness.visits.door.report(token, 'anna', pageOpen);
  const stage = async () => {
    const { word, since } = (await viewOf(harness, id)).stage;
    return [word, since] as const;
  };
  return { harness, id, token, stage, openedAt: harness.clock.now() };
}

describe('an open page', () => {
  it('stays open while it says so once a minute, and has left when it says nothing more', async () => {
    const { harness, token, stage, openedAt } = await opened();
    const { clock } = harness;
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.advance(minuteMs);
      await harness.visits.door.report(token, 'anna', here);
    }
    const lastAt = clock.now();
    await clock.advance(silentPageMs - 1);
    expect(await stage()).toEqual(['page-open', openedAt]);
    await clock.advance(1);
    expect(await stage()).toEqual(['page-left', lastAt]);
    await harness.visits.door.report(token, 'anna', here);
    expect(await stage()).toEqual(['page-open', clock.now()]);
  });

  it('that fell silent hides no other browser that is there, seen or not', async () => {
    const { harness, token, stage, openedAt } = await opened();
    await harness.clock.advance(minuteMs);
    await harness.visits.door.report(token, 'boris', reportOf('hidden'));
    expect(await stage()).toEqual(['page-open', openedAt]);
    await harness.clock.advance(silentPageMs - minuteMs);
    expect(await stage()).toEqual(['page-hidden', openedAt]);
    await harness.visits.door.report(token, 'clara', pageOpen);
    await harness.clock.advance(minuteMs);
    await harness.visits.door.report(token, 'clara', here);
    await harness.clock.advance(minuteMs);
    await harness.visits.door.report(token, 'clara', here);
    await harness.clock.advance(minuteMs);
    expect((await stage())[0]).toBe('page-open');
  });

  it('is the person’s once somebody pressed, and counts anew after a restart', async () => {
    const { harness, id, token, stage } = await opened();
    await harness.restart();
    const startedAt = harness.clock.now();
    await harness.clock.advance(silentPageMs);
    expect(await stage()).toEqual(['page-left', startedAt]);
    await harness.visits.door.report(token, 'anna', here);
    must(await harness.visits.door.press(token, 'anna', named('Anna')));
    const before = await harness.repository.load(id);
    await harness.clock.advance(silentPageMs);
    expect((await harness.repository.load(id))?.visit.links).toEqual(before?.visit.links);
  });

  it('whose reports go now to this node, now to that one, is open for all', async () => {
    const nodes = createNodes();
    const [leader, other] = [await nodes.start(true), await nodes.start(false)];
    const view = must(await leader.visits.desk.create());
    const word = async () => (await other.visits.desk.list()).visits[0]?.stage.word;
    await leader.visits.door.report(tokenOf(view), 'anna', pageOpen);
    for (let minute = 0; minute < 6; minute += 1) {
      await nodes.clock.advance(minuteMs);
      await other.visits.door.report(tokenOf(view), 'anna', here);
    }
    expect(await word()).toBe('page-open');
    await nodes.clock.advance(silentPageMs);
    expect(await word()).toBe('page-left');
  });
});
