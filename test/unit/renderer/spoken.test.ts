/** What is read aloud to patients, and how it is quoted; what is told of a page out of sight. */
import { describe, expect, it } from 'vitest';
import { callsAreTimed, callsOf } from '../../../src/renderer/features/visits/calls.ts';
import { spokenSentences } from '../../../src/renderer/features/visits/cameraWords.ts';
import { outOfSight } from '../../../src/renderer/features/visits/sight.ts';
import { toBeQuoted } from '../../../src/renderer/ui/quotes.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { personTimes } from '../../../src/shared/person.ts';
import { languages } from '../../../src/shared/settings.ts';
import { expectPlainWords } from '../../fixtures/plainWords.ts';
import { pageView, personView, visitView } from '../../fixtures/views.ts';

describe.each(languages)('what is read aloud in %s', (language) => {
  it.each(spokenSentences)('%s has short sentences in plain words', (key) => {
    expectPlainWords(messages[language].board[key], language);
  });
});

it('the rule finds a long sentence, and a word of technicians', () => {
  expect(() => expectPlainWords('One two three four five six seven eight nine ten a b c.', 'en')).toThrow();
  expect(() => expectPlainWords('Please log in.', 'en')).toThrow();
  expect(() => expectPlainWords('Перезагрузите устройство.', 'ru')).toThrow();
});

describe('a sentence within quotation marks', () => {
  it.each([
    ['ru', 'Нажмите «аА», затем «Ещё».', 'Нажмите „аА“, затем „Ещё“.'],
    ['en', 'Tap “aA”, then “More”.', 'Tap ‘aA’, then ‘More’.'],
    ['ru', 'Tap “aA”.', 'Tap “aA”.'],
    ['de', 'Tippen Sie auf „aA“.', 'Tippen Sie auf „aA“.'],
  ])('%s: %s', (language, sentence, quoted) => {
    expect(toBeQuoted(sentence, language)).toBe(quoted);
  });
});

describe('the page of who goes in', () => {
  const since = 1_000_000;
  const going = (sight: 'open' | 'hidden' | 'left', sightAt: number) =>
    personView('p', 'Anna', 'going-in', since, { page: pageView({ sight, sightAt }) });
  const { stuckAfterMs } = personTimes;

  it.each([
    ['open', since, since, null],
    ['hidden', since - 1, since, 'page-hidden'],
    ['hidden', since + 1, since + 2, 'page-hidden'],
    ['left', since - 1, since, 'page-left'],
    ['left', since, since + 1, 'page-left'],
    // On the way into the call, until it is clear that nobody came there.
    ['left', since + 1, since + 1 + stuckAfterMs, null],
    ['left', since + 1, since + 2 + stuckAfterMs, 'page-left'],
  ] as const)('%s at %i, looked at %i: %s', (sight, sightAt, at, told) => {
    expect(outOfSight(going(sight, sightAt), at)).toBe(told);
  });

  it('is of no interest in any other stage, nor without a script', () => {
    const page = pageView({ sight: 'hidden', sightAt: 0 });
    expect(outOfSight(personView('p', 'Anna', 'in-call', since, { page }), since)).toBeNull();
    expect(outOfSight(personView('p', 'Anna', 'going-in', since), since)).toBeNull();
    const stage = { word: 'in-call-unconfirmed', tone: 'live', since } as const;
    expect(outOfSight(personView('p', 'Anna', 'going-in', since, { page, stage }), since)).toBeNull();
  });
});

describe('cries for a call', () => {
  const call = { reason: 'camera', at: 5 } as const;
  const crying = personView('p', 'Anna', 'waiting', 0, { callMe: call });

  it('are those of persons and of who has not pressed', () => {
    expect(callsOf(visitView('a', 'waiting'))).toEqual([]);
    expect(callsOf(visitView('a', 'call-me', { callMe: call, persons: [crying] }))).toHaveLength(2);
    const extra = { number: 2, url: null, label: '', helpCode: '', page: null, callMe: call };
    expect(callsOf(visitView('a', 'call-me', { extraLinks: [extra] }))).toEqual([call]);
  });

  it('tell their time where the stage of the card does not', () => {
    expect(callsAreTimed(visitView('a', 'call-me', { persons: [crying] }))).toBe(false);
    expect(callsAreTimed(visitView('a', 'call-me', { callMe: call, persons: [crying] }))).toBe(true);
    expect(callsAreTimed(visitView('a', 'failed', { persons: [crying] }))).toBe(true);
  });
});
