/** Several nodes over one store: one leads, each takes what the others save, and whoever dies leaves nothing behind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VisitView } from '../../../../src/shared/ipc/contract.ts';
import { longestAttemptMs } from '../../../../src/main/visits/leading.ts';
import { settle } from '../../../fixtures/fakeClock.ts';
import { must, named, pageOpen, tokenOf } from '../../../fixtures/visitsHarness.ts';
import { createNodes, type Node, type Nodes } from '../../../fixtures/visitsNodes.ts';

async function twoNodes(): Promise<{ nodes: Nodes; leader: Node; other: Node }> {
  const nodes = createNodes();
  return { nodes, leader: await nodes.start(true), other: await nodes.start(false) };
}

async function viewOf({ visits }: Node, visitId: string): Promise<VisitView | undefined> {
  return (await visits.desk.list()).visits.find(({ id }) => id === visitId);
}

const heardBy = ({ visits }: Node): VisitView[] => {
  const heard: VisitView[] = [];
  visits.desk.onChange(({ visit }) => heard.push(visit));
  return heard;
};

describe('what one node saves', () => {
  it('is told by the other, to boards and to pages, and once', async () => {
    const { nodes, leader, other } = await twoNodes();
    const board = heardBy(other);
    nodes.settings = { ...nodes.settings, visits: { ...nodes.settings.visits, admission: 'waiting' } };
    const view = must(await leader.visits.desk.create());
    await settle();
    expect(board.at(-1)).toEqual(view);
    const token = tokenOf(view);
    must(await other.visits.door.press(token, 'anna', named('Anna')));
    const states: string[] = [];
    await other.visits.door.watch(token, 'anna', ({ state }) => states.push(state));
    await settle();
    const person = (await viewOf(leader, view.id))?.persons[0];
    const before = board.length;
    must(await leader.visits.desk.letIn(view.id, [person?.id ?? '']));
    await settle();
    expect(states).toEqual(['waiting', 'let-in']);
    expect(board.length).toBe(before + 1);
    await leader.visits.savedElsewhere(view.id, 1);
    await other.visits.reload();
    expect(board.length).toBe(before + 1);
  });

  it('is found again after notices were lost: what was changed, made and closed meanwhile', async () => {
    const { nodes, leader, other } = await twoNodes();
    const changed = must(await leader.visits.desk.create());
    const closed = must(await leader.visits.desk.create());
    await settle();
    const board = heardBy(other);
    nodes.deaf = true;
    must(await leader.visits.desk.setLabel(changed.id, 'Room 5'));
    must(await leader.visits.desk.end(closed.id));
    const made = must(await leader.visits.desk.create());
    await settle();
    expect(board).toEqual([]);
    await other.visits.reload();
    expect(board.map(({ id, phase, label }) => [id, phase, label]).sort()).toEqual(
      [
        [changed.id, 'live', 'Room 5'],
        [closed.id, 'closed', ''],
        [made.id, 'live', ''],
      ].sort(),
    );
  });
});

describe('the leader', () => {
  it('alone sweeps, polls, closes and keeps appointments', async () => {
    const { nodes, leader, other } = await twoNodes();
    expect([leader.asked, other.asked]).toEqual([['findByTag'], []]);
    const view = must(await other.visits.desk.create());
    must(await other.visits.door.press(tokenOf(view), 'anna', named('Anna')));
    await nodes.clock.advance(6_000);
    expect(other.asked).toEqual(['create', 'run', 'guestAddress']);
    expect(leader.asked.filter((call) => call === 'participants')).toHaveLength(1);
    must(await other.visits.desk.end(view.id));
    await settle();
    expect((await viewOf(other, view.id))?.phase).toBe('closed');
    expect(leader.asked.slice(-2)).toEqual(['stop', 'remove']);
    expect(other.asked).toEqual(['create', 'run', 'guestAddress']);
  });

  it('that dies is followed: what waits is polled, closed and expires by the next', async () => {
    const { nodes, leader, other } = await twoNodes();
    nodes.settings = { ...nodes.settings, visits: { ...nodes.settings.visits, linkLifeHours: 1 } };
    const inCall = must(await other.visits.desk.create());
    const expiring = must(await other.visits.desk.create());
    must(await other.visits.door.press(tokenOf(inCall), 'anna', named('Anna')));
    const ended = must(await other.visits.desk.create());
    await settle();
    leader.kill();
    must(await other.visits.desk.end(ended.id));
    await nodes.clock.advance(60_000);
    expect((await viewOf(other, ended.id))?.phase).toBe('closing');
    nodes.server.roster = nodes.server.guests.map(({ guestId, displayName }) => ({
      id: guestId,
      displayName,
      isOwner: false,
    }));
    other.leadership.set(true);
    await nodes.clock.advance(6_000);
    expect((await viewOf(other, ended.id))?.phase).toBe('closed');
    expect((await viewOf(other, inCall.id))?.stage.word).toBe('in-call');
    await nodes.clock.advance(3_600_000);
    expect(await viewOf(other, expiring.id)).toMatchObject({ phase: 'closed', stage: { word: 'expired' } });
  });

  it('that loses the lead takes its timers back, and one that is unsure waits', async () => {
    const { nodes, leader, other } = await twoNodes();
    const view = must(await other.visits.desk.create());
    must(await other.visits.door.press(tokenOf(view), 'anna', named('Anna')));
    await nodes.clock.advance(5_000);
    const polls = (): number => leader.asked.filter((call) => call === 'participants').length;
    expect(polls()).toBe(1);
    leader.leadership.unsure = true;
    await nodes.clock.advance(10_000);
    expect(polls()).toBe(1);
    leader.leadership.unsure = false;
    await nodes.clock.advance(2_000);
    expect(polls()).toBe(2);
    leader.leadership.set(false);
    await settle();
    expect(nodes.clock.pending).toBe(0);
    await nodes.clock.advance(60_000);
    expect(polls()).toBe(2);
  });

  it('that may not see the roster says so on every board', async () => {
    const { nodes, leader, other } = await twoNodes();
    nodes.server.fail('participants', 'permission-missing');
    const view = must(await other.visits.desk.create());
    must(await other.visits.door.press(tokenOf(view), 'anna', named('Anna')));
    await nodes.clock.advance(6_000);
    for (const node of [leader, other])
      expect((await viewOf(node, view.id))?.stage.word).toBe('in-call-unconfirmed');
    nodes.server.heal();
    await nodes.clock.advance(60_000);
    for (const node of [leader, other]) expect((await viewOf(node, view.id))?.stage.word).toBe('stuck');
  });

  it('takes no doctor for a patient who came in at another node', async () => {
    const { nodes, leader, other } = await twoNodes();
    const { doctors } = nodes.settings;
    nodes.settings = { ...nodes.settings, doctors: { ...doctors, entry: 'named-guest' } };
    const view = must(await leader.visits.desk.create());
    must(await leader.visits.door.press(tokenOf(view), 'anna', named('Dr. House')));
    must(await other.visits.desk.enterCall(view.id));
    const [, doctor] = nodes.server.guests;
    must(await leader.visits.desk.enterCall(view.id));
    expect(nodes.server.guests[2]).toEqual(doctor);
    await leader.visits.desk.leaveCall(view.id);
    nodes.server.roster = [{ id: 'unknown', displayName: 'Dr. House', isOwner: false }];
    await nodes.clock.advance(6_000);
    expect((await viewOf(leader, view.id))?.persons[0]?.state).toBe('going-in');
  });

  describe('with named guests and two guest places', () => {
    async function doctorIn() {
      const { nodes, leader, other } = await twoNodes();
      const { doctors, visits } = nodes.settings;
      nodes.settings = {
        ...nodes.settings,
        doctors: { ...doctors, entry: 'named-guest' },
        visits: { ...visits, guestSeats: 2 },
      };
      const first = must(await leader.visits.desk.create());
      const second = must(await leader.visits.desk.create());
      must(await leader.visits.desk.enterCall(first.id));
      await settle();
      const press = await other.visits.door.press(tokenOf(second), 'anna', named('Anna'));
      expect(must(press).state).toBe('waiting');
      const anna = async () => {
        await settle();
        return (await viewOf(leader, second.id))?.persons[0]?.state;
      };
      /** Her page was silent for as long as the test takes. */
      const pressAgain = async () => must(await other.visits.door.press(tokenOf(second), 'anna', named('')));
      return { nodes, leader, other, first, anna, pressAgain };
    }

    it('the place of a doctor who leaves at another node is free', async () => {
      const { other, first, anna } = await doctorIn();
      await other.visits.desk.leaveCall(first.id);
      expect(await anna()).toBe('going-in');
    });

    it('the place of a doctor whose desk died is free when the roster says so', async () => {
      const { nodes, leader, anna, pressAgain } = await doctorIn();
      const [doctor] = nodes.server.guests;
      await nodes.clock.advance(30_000);
      expect(leader.asked.filter((call) => call === 'participants')).toHaveLength(1);
      // On the way: not in the roster yet.
      await pressAgain();
      expect(await anna()).toBe('waiting');
      nodes.server.roster = [{ id: doctor?.guestId ?? '', displayName: 'Dr. House', isOwner: false }];
      await nodes.clock.advance(60_000);
      await pressAgain();
      expect(await anna()).toBe('waiting');
      nodes.server.roster = [];
      await nodes.clock.advance(29_000);
      await pressAgain();
      await nodes.clock.advance(1_000);
      expect(await anna()).toBe('going-in');
    });
  });

  it('never takes for an orphan what another node has just made', async () => {
    const nodes = createNodes();
    const other = await nodes.start(false);
    const leader = await nodes.start(false);
    nodes.deaf = true;
    must(await other.visits.desk.create());
    const release = nodes.server.hold('findByTag');
    leader.leadership.set(true);
    await settle();
    must(await other.visits.desk.create());
    release();
    await settle();
    expect(leader.asked).toEqual(['findByTag']);
    expect(nodes.server.conferences.size).toBe(2);
  });
});

describe('a node that dies while it makes a conference', () => {
  it('is followed by the leader, when no attempt can take so long, and nothing is made twice', async () => {
    const { nodes, leader, other } = await twoNodes();
    const release = nodes.server.hold('create');
    void other.visits.desk.create();
    await settle();
    other.kill();
    release();
    const [view] = (await leader.visits.desk.list()).visits;
    expect(view?.stage.word).toBe('creating');
    await nodes.clock.advance(longestAttemptMs - 1_000);
    expect(nodes.server.conferences.size).toBe(0);
    await nodes.clock.advance(2_000);
    expect((await leader.visits.desk.list()).visits[0]?.stage.word).toBe('not-opened');
    expect(nodes.server.conferences.size).toBe(1);
  });

  it('lets nobody wait who comes meanwhile: another node tries after five seconds', async () => {
    const { nodes, leader, other } = await twoNodes();
    const release = nodes.server.hold('create');
    void other.visits.desk.create();
    await settle();
    other.kill();
    release();
    const [view] = (await leader.visits.desk.list()).visits;
    const pressed = leader.visits.door.press(tokenOf(view!), 'anna', named('Anna'));
    await nodes.clock.advance(6_000);
    expect(must(await pressed).state).toBe('going-in');
    expect(nodes.server.conferences.size).toBe(1);
  });

  it('but who comes while another node makes it waits for that one, and only one is made', async () => {
    const { nodes, leader, other } = await twoNodes();
    const release = nodes.server.hold('create');
    const creating = other.visits.desk.create();
    await settle();
    const [view] = (await leader.visits.desk.list()).visits;
    const pressed = leader.visits.door.press(tokenOf(view!), 'anna', named('Anna'));
    await nodes.clock.advance(1_000);
    release();
    await settle();
    expect(must(await pressed).state).toBe('going-in');
    expect(must(await creating).stage.word).not.toBe('failed');
    expect([nodes.server.created.length, nodes.server.conferences.size]).toEqual([1, 1]);
  });
});

it('a node whose late attempt is refused says nothing of a visit that another has made', async () => {
  const { nodes, leader, other } = await twoNodes();
  const answerFirst = nodes.server.hold('create');
  const creating = other.visits.desk.create();
  await settle();
  // The first call is held on; later ones are answered.
  nodes.server.hold('create')();
  const view = (await leader.visits.desk.list()).visits[0]!;
  const pressed = leader.visits.door.press(tokenOf(view), 'anna', named('Anna'));
  await nodes.clock.advance(6_000);
  expect(must(await pressed).state).toBe('going-in');
  nodes.server.fail('create', 'permission-missing', 1);
  answerFirst();
  expect(must(await creating)).toMatchObject({ phase: 'live', failure: null });
  expect(await viewOf(other, view.id)).toMatchObject({ phase: 'live', failure: null });
});

describe('a command that comes twice', () => {
  const command = 'ab'.repeat(32);

  it('makes one visit, on one node or on two, at once or later', async () => {
    const { nodes, leader, other } = await twoNodes();
    const [first, second, third] = await Promise.all([
      leader.visits.desk.create({ command }),
      leader.visits.desk.create({ command }),
      other.visits.desk.create({ command }),
    ]);
    await settle();
    const later = must(await other.visits.desk.create({ command, label: 'another' }));
    expect(new Set([must(first).id, must(second).id, must(third).id, later.id]).size).toBe(1);
    expect(later).toMatchObject({ label: '', phase: 'live', stage: { word: 'not-opened' } });
    expect(nodes.server.conferences.size).toBe(1);
    expect(must(await leader.visits.desk.create({ command: 'cd'.repeat(32) })).id).not.toBe(later.id);
  });

  it('renews a link once', async () => {
    const { leader, other } = await twoNodes();
    const { id } = must(await leader.visits.desk.create());
    const first = must(await leader.visits.desk.newLink(id, command));
    expect(must(await other.visits.desk.newLink(id, command)).link).toEqual(first.link);
    expect(must(await other.visits.desk.newLink(id, 'cd'.repeat(32))).link).not.toEqual(first.link);
    // Sent again after somebody else's: theirs stays.
    const theirs = must(await leader.visits.desk.newLink(id, 'ef'.repeat(32)));
    expect(must(await other.visits.desk.newLink(id, command)).link).toEqual(theirs.link);
    const unnamed = must(await leader.visits.desk.newLink(id));
    expect(must(await leader.visits.desk.newLink(id)).link).not.toEqual(unnamed.link);
  });
});

const step = fc.record({
  node: fc.constantFrom(0, 1),
  what: fc.constantFrom('label', 'press', 'letIn', 'report', 'end', 'lead', 'wait'),
  who: fc.constantFrom('anna', 'boris'),
});

async function take(
  nodes: Nodes,
  both: readonly Node[],
  view: VisitView,
  todo: typeof step extends fc.Arbitrary<infer T> ? T : never,
) {
  const { desk, door } = both[todo.node]!.visits;
  const token = tokenOf(view);
  if (todo.what === 'label') await desk.setLabel(view.id, `Room ${todo.node}`);
  if (todo.what === 'press') await door.press(token, todo.who, named(todo.who));
  if (todo.what === 'report') await door.report(token, todo.who, pageOpen);
  if (todo.what === 'end') await desk.end(view.id);
  if (todo.what === 'wait') await nodes.clock.advance(40_000);
  if (todo.what === 'letIn') {
    const persons = (await viewOf(both[todo.node]!, view.id))?.persons ?? [];
    await desk.letIn(
      view.id,
      persons.map(({ id }) => id),
    );
  }
  if (todo.what === 'lead') {
    both[1 - todo.node]!.leadership.set(false);
    both[todo.node]!.leadership.set(true);
  }
}

describe('whatever two nodes do at once', () => {
  it('both boards agree with the store in the end, and a closed visit leaves nothing on the server', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        async (rounds) => {
          const { nodes, leader, other } = await twoNodes();
          const boards = [leader, other].map((node) => {
            const shown = new Map<string, VisitView>();
            node.visits.desk.onChange(({ visit }) => shown.set(visit.id, visit));
            return shown;
          });
          const view = must(await leader.visits.desk.create());
          await settle();
          for (const round of rounds) {
            await Promise.all(round.map((todo) => take(nodes, [leader, other], view, todo)));
            await settle();
          }
          const stored = await viewOf(leader, view.id);
          expect(await viewOf(other, view.id)).toEqual(stored);
          for (const shown of boards) expect(shown.get(view.id)).toEqual(stored);
          if (stored?.phase === 'closed') expect(nodes.server.conferences.size).toBe(0);
          await Promise.all([leader.visits.stop(), other.visits.stop()]);
          await nodes.repository.close();
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
