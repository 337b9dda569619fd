import { describe, expect, it } from 'vitest';
import { readCallMessage } from '../../../src/renderer/features/conference/callMessages.ts';
import { browserLanguage } from '../../../src/renderer/i18n.ts';
import { clockTime, dayTime, isoDuration, runningTime, startOfDay } from '../../../src/renderer/ui/times.ts';
import { isEnvelope, readFrame } from '../../../src/shared/deskLine/frames.ts';

describe('times', () => {
  it.each([
    [-5_000, '0:00'],
    [999, '0:00'],
    [7_000, '0:07'],
    [130_000, '2:10'],
    [3_599_000, '59:59'],
    [3_723_000, '1:02:03'],
  ])('%i ms is read as %s', (ms, text) => {
    expect(runningTime(ms)).toBe(text);
  });

  it('are given for machines, by the clock and by the day', () => {
    const noon = new Date(2026, 10, 5, 12, 3).getTime();
    expect(isoDuration(12_400)).toBe('PT12S');
    expect(clockTime(noon, 'ru')).toBe('12:03');
    expect(dayTime(noon, 'en')).toBe('5 November 2026');
    expect(startOfDay(noon)).toBe(new Date(2026, 10, 5).getTime());
  });
});

describe('the language of the browser', () => {
  it.each([
    [['ru-RU', 'en'], 'ru'],
    [['de-DE', 'ru'], 'ru'],
    [['en-GB', 'ru'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ])('%j means %s', (tags, language) => {
    expect(browserLanguage(tags)).toBe(language);
  });
});

describe('a message of the embedded call', () => {
  const source = new MessageChannel().port1;
  const origin = 'https://video.clinic.example';
  const event = { data: { type: 'logout' }, origin, source };

  it('is heard from the call itself', () => {
    expect(readCallMessage(event, { origin, source })).toBe('logout');
  });

  it.each([
    ['another origin', { ...event, origin: 'https://evil.example' }],
    ['another window', { ...event, source: new MessageChannel().port2 }],
    ['an unknown type', { ...event, data: { type: 'open' } }],
    ['no object', { ...event, data: 'logout' }],
  ])('is not heard from %s', (_, other) => {
    expect(readCallMessage(other, { origin, source })).toBeUndefined();
  });

  it('is not heard while there is no frame', () => {
    expect(readCallMessage({ ...event, source: null }, { origin, source: null })).toBeUndefined();
  });
});

describe('a frame of the socket', () => {
  it.each([
    ['{"ready":true}', { kind: 'ready' }],
    [
      '{"id":3,"envelope":{"ok":true,"value":{}}}',
      { kind: 'answer', id: 3, envelope: { ok: true, value: {} } },
    ],
    ['{"event":"visits:changed","payload":{}}', { kind: 'event', event: 'visits:changed', payload: {} }],
    ['{"event":"other"}', { kind: 'noise' }],
    ['[1]', { kind: 'noise' }],
    ['{', { kind: 'noise' }],
    [new ArrayBuffer(1), { kind: 'noise' }],
  ])('%s is read', (data, frame) => {
    expect(readFrame(data)).toEqual(frame);
  });

  it('holds an envelope only with a value or an error', () => {
    expect(isEnvelope({ ok: true, value: null })).toBe(true);
    expect(isEnvelope({ ok: false, error: { code: 'internal' } })).toBe(true);
    expect(isEnvelope({ ok: false })).toBe(false);
    expect(isEnvelope({ ok: true })).toBe(false);
    expect(isEnvelope(undefined)).toBe(false);
  });
});
