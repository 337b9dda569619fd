import { describe, expect, it } from 'vitest';
import { personStates, type PersonState } from '../../../src/shared/person.ts';
import { personStage, stageWords, visitStage } from '../../../src/shared/stage.ts';
import type { CloseReason, VisitState } from '../../../src/shared/visit.ts';
import { aLink, aPerson, aVisit } from '../../fixtures/repositoryContract.ts';

const stageOf = (state: VisitState) => visitStage(aVisit('a', { state, since: 7 }), [], false);

describe('the stage of a visit', () => {
  it.each<[VisitState, string, string]>([
    [{ name: 'planned' }, 'planned', 'quiet'],
    [{ name: 'creating' }, 'creating', 'quiet'],
    [{ name: 'failed', code: 'timeout' }, 'failed', 'alarm'],
    [{ name: 'ready' }, 'not-opened', 'quiet'],
    [{ name: 'closing', reason: 'ended' }, 'closing', 'quiet'],
  ])('%j', (state, word, tone) => expect(stageOf(state)).toEqual({ word, tone, since: 7 }));

  it.each<[CloseReason, string]>([
    ['ended', 'ended'],
    ['cancelled', 'cancelled'],
    ['expired', 'expired'],
    ['no-show', 'no-show'],
    ['gone', 'lost-on-server'],
  ])('closed: %s', (reason, word) => expect(stageOf({ name: 'closed', reason }).word).toBe(word));

  it('counts from the first opening of its page', () => {
    const link = aLink('h', { openedAt: 90 });
    const visit = aVisit('a', {
      links: [link, { ...link, number: 2, openedAt: 80 }, { ...link, openedAt: null }],
    });
    expect(visitStage(visit, [], false)).toEqual({ word: 'page-open', tone: 'quiet', since: 80 });
  });

  it('is that of the page nearest to coming in, by whichever link, and red while anybody asks by one', () => {
    const news = { device: null, camera: null, callMe: null };
    const links = [
      aLink('a', { openedAt: 1, page: { ...news, sight: 'open', sightAt: 5 } }),
      aLink('b', { number: 2, openedAt: 1, page: { ...news, sight: 'left', sightAt: 9 } }),
    ];
    const stage = (turned: typeof links) => visitStage(aVisit('a', { links: turned }), [], false);
    expect(stage(links)).toMatchObject({ word: 'page-open', since: 5 });
    expect(stage(links.toReversed())).toMatchObject({ word: 'page-open', since: 5 });
    const asking = links.map((link) => ({
      ...link,
      page: { ...link.page!, callMe: link.number === 2 ? { reason: 'camera' as const, at: 7 } : null },
    }));
    expect(stage(asking)).toEqual({ word: 'call-me', tone: 'alarm', since: 7 });
    const visit = aVisit('a', { links: asking });
    const inside = [aPerson('a', 'p', { state: 'in-call' })];
    expect(visitStage(visit, inside, false).word).toBe('call-me');
  });

  it('is that of the person who needs the doctor most, the longest waiting first', () => {
    const states: readonly PersonState[] = ['left', 'in-call', 'stuck', 'waiting', 'gone'];
    const persons = states.map((state, index) => aPerson('a', `p${index}`, { state, pressedAt: index }));
    const seen = states.map((_, index) => visitStage(aVisit('a'), persons.slice(0, index + 1), false).word);
    expect(seen).toEqual(['left', 'in-call', 'stuck', 'waiting', 'waiting']);
    const two = [aPerson('a', 'late', { pressedAt: 9 }), aPerson('a', 'early', { pressedAt: 4 })];
    expect(visitStage(aVisit('a'), two, false).since).toBe(4);
  });

  it('still tells of the persons while the conference is made anew', () => {
    const visit = aVisit('a', { state: { name: 'creating' } });
    expect(visitStage(visit, [aPerson('a', 'p')], false).word).toBe('waiting');
  });
});

describe('the stage of a person', () => {
  it.each(personStates)('%s has a word of its own', (state) => {
    const stage = personStage(aPerson('a', 'p', { state, since: 40, pressedAt: 30 }), false);
    expect(stage).toMatchObject({ word: state, since: state === 'waiting' ? 30 : 40 });
    expect(stageWords).toContain(stage.word);
  });

  it('asks nobody for anything while the person waits for a guest place', () => {
    const person = aPerson('a', 'p', { queuedAt: 5 });
    expect(personStage(person, false)).toMatchObject({ word: 'waiting', tone: 'quiet' });
  });

  it('is not confirmed where the roster is forbidden, from the moment of the address', () => {
    const person = aPerson('a', 'p', { state: 'going-in', addressAt: 50 });
    expect(personStage(person, true)).toEqual({ word: 'in-call-unconfirmed', tone: 'live', since: 50 });
    expect(personStage({ ...person, addressAt: null }, true).word).toBe('going-in');
    expect(personStage(person, false).word).toBe('going-in');
  });
});
