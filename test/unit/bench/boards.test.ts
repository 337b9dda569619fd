import { describe, expect, it } from 'vitest';
import { compareBoards } from '../../bench/service/boards.ts';
import type { KeptVisit } from '../../bench/service/deskProcess.ts';

const visit = (id: string, state = 'waiting', phase: KeptVisit['phase'] = 'live'): KeptVisit => ({
  id,
  phase,
  persons: [{ id: `${id}-1`, state, pressedAt: 7 }],
});
const before = [visit('a'), visit('b', 'in-call')];
const nothing = { visits: 0, persons: 0, places: 0, doubles: 0, clicks: 0 };

describe('what a dead node takes with it', () => {
  it('is nothing when the boards are the same but for what was asked for', () => {
    expect(compareBoards(before, [...before, visit('new')], ['new'])).toEqual(nothing);
  });

  it('is a visit that is not there, with its person', () => {
    expect(compareBoards(before, [visit('a')], [])).toEqual({ ...nothing, visits: 1, persons: 1 });
  });

  it('is a person, and the place of one who waited', () => {
    expect(compareBoards(before, [{ ...visit('a'), persons: [] }, visit('b')], []).persons).toBe(1);
    expect(compareBoards(before, [visit('a', 'asleep'), visit('b')], []).places).toBe(1);
    const later = { ...visit('a'), persons: [{ id: 'a-1', state: 'waiting', pressedAt: 9 }] };
    expect(compareBoards(before, [later, visit('b')], []).places).toBe(1);
  });

  it('is a visit that failed; one that was being closed may be gone', () => {
    expect(compareBoards(before, [visit('a', 'waiting', 'failed'), visit('b')], []).visits).toBe(1);
    expect(compareBoards([{ ...visit('a', '', 'closing'), persons: [] }], [], [])).toEqual(nothing);
  });

  it('is a click that was done twice, or never', () => {
    expect(compareBoards(before, [...before, visit('new'), visit('double')], ['new']).doubles).toBe(1);
    expect(compareBoards(before, before, ['new']).clicks).toBe(1);
    expect(compareBoards(before, [...before, visit('new')], ['new', 'new']).clicks).toBe(1);
  });
});
