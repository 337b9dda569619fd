import { describe, expect, it } from 'vitest';
import { inlineAsset } from '../../../../src/main/join/assets.ts';
import { renderPage, type PageFrame, type PageState } from '../../../../src/main/join/pages.ts';
import type { StateOf } from '../../../../src/main/join/pageState.ts';
import { messages } from '../../../../src/shared/i18n/messages.ts';
import { defaultSettings, languages, type Language } from '../../../../src/shared/settings.ts';

const clinic = { name: 'Clinic & Sons', phone: '+7 (495) 000-00-00, 5#', showDoctor: true };
const code = 'hhhhhhhhhhhhhhhhhhhhhh';
const frame = (language: Language, change: Partial<PageFrame> = {}): PageFrame => ({
  choice: { language, chosen: false },
  words: messages[language].patient,
  languages: languages.map((each) => ({ code: each, name: messages[each].patient['language-name'] })),
  path: '/v/AAAAAAAAAAAAAAAAAAAAAA',
  clinic,
  serverOrigin: 'https://video.example',
  assets: { script: inlineAsset('script()'), style: inlineAsset('style{}') },
  code: null,
  embed: false,
  version: '0123abcd',
  ...change,
});
const at = { doctor: 'Dr. <Petrova>', helpCode: 'K7M2TX' } as const;
const nobody = { ...at, doctor: '' } as const;
const problem = { text: 'It "failed".', field: false, reason: 'service' } as const;
const form: StateOf<'form'> = { name: 'form', ...at, typed: '', nameWaits: false, problem: null };
const waiting: StateOf<'waiting'> = { name: 'waiting', ...at, message: null, queue: null };
const letIn: StateOf<'let-in'> = { name: 'let-in', ...at, returning: false, problem: null };
const states: readonly PageState[] = [
  form,
  { ...form, doctor: '', typed: '<Anna>', problem },
  { ...form, problem: { text: 'Name!', field: true, reason: null } },
  { ...form, nameWaits: true },
  { name: 'gone', ...at, problem: null },
  { name: 'gone', ...at, problem },
  waiting,
  { ...waiting, ...nobody, message: { kind: 'minutes', minutes: 1, at: 5 } },
  { ...waiting, message: { kind: 'text', text: '<b>Soon</b>', at: 5 } },
  { ...waiting, queue: 3 },
  { name: 'early', ...at, startsAt: 5, lateMinutes: null },
  { name: 'early', ...nobody, startsAt: 5, lateMinutes: null },
  letIn,
  { ...letIn, ...nobody, problem },
  { ...letIn, returning: true },
  { name: 'declined', helpCode: at.helpCode },
  { name: 'called', helpCode: at.helpCode },
  { name: 'dead' },
  { name: 'thanks' },
  { name: 'trouble', text: 'It is <broken>.' },
];
const count = (text: string, part: string): number => text.split(part).length - 1;
const render = (state: PageState, change: Partial<PageFrame> = {}, language: Language = 'en'): string =>
  renderPage(frame(language, change), state);
/** Without what only the script shows. */
const shown = (page: string): string =>
  page.replace(/<template[\s\S]*?<\/template>/g, '').replace(/<(\w+)[^>]* hidden[ >][\s\S]*?<\/\1>/g, '');

describe.each(languages)('every state in %s', (language) => {
  it.each(states)('$name is one whole document in one language', (state) => {
    const page = render(state, {}, language);
    expect(page).toMatch(/^<!doctype html>\n<html lang="/);
    expect(page).toContain(`<html lang="${language}">`);
    for (const tag of ['<main', '<footer', '<title>', '<script', '<style', 'role="status"'])
      expect(count(page, tag)).toBe(1);
    expect(count(shown(page), '<h1')).toBe(1);
    expect(page).toContain('data-version="0123abcd"');
    expect(page).toContain('Clinic &amp; Sons');
    expect(page).not.toMatch(/Dr\. <|<Anna>|<broken>|<b>Soon|undefined|\[object|\{\{| style="| on[a-z]+="/);
  });

  it.each(states)('$name names each id once', (state) => {
    const ids = [...render(state, {}, language).matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a form', () => {
  it('posts to its link, and carries the language only when it was chosen', () => {
    expect(render(form)).toContain('action="/v/AAAAAAAAAAAAAAAAAAAAAA/join"');
    expect(render(form)).not.toContain('name="lang"');
    const chosen = render(form, { choice: { language: 'ru', chosen: true } }, 'ru');
    expect(chosen).toContain('<input type="hidden" name="lang" value="ru">');
    expect(chosen).toContain('data-query="?lang=ru"');
  });

  it('carries the code of a hand-over through press and languages', () => {
    const page = render({ ...form, nameWaits: true }, { code });
    expect(page).toContain(`<input type="hidden" name="h" value="${code}">`);
    expect(page).toContain(`data-code="${code}"`);
    expect(page).toContain(`href="/v/AAAAAAAAAAAAAAAAAAAAAA?lang=ru&amp;h=${code}"`);
    expect(page).toContain(messages.en.patient['name-waits']);
    expect(page).not.toContain('id="name"');
    expect(render(form, { code })).toContain('id="name"');
    expect(render(form)).not.toContain('name="h"');
  });

  it('keeps what was typed, escaped, and says the problem first', () => {
    const page = render({ ...form, typed: `"'<>&`, problem });
    expect(page).toContain('value="&quot;&#39;&lt;&gt;&amp;"');
    expect(page.indexOf('role="alert"')).toBeGreaterThan(0);
    expect(page.indexOf('role="alert"')).toBeLessThan(page.indexOf('<h1'));
    expect(page).toContain('<title>Error: Your video visit · Clinic &amp; Sons</title>');
    expect(page).not.toContain('aria-invalid');
  });

  it('points from the problem to the field and back when the name is missing', () => {
    const page = render({ ...form, problem: { text: 'Name!', field: true, reason: null } });
    expect(page).toContain('<a href="#name">Name!</a>');
    expect(page).toContain('aria-invalid="true" aria-describedby="problem-text"');
  });

  it('offers "Call me" with the reason of a failure, behind the button that Enter presses', () => {
    const callMe = messages.en.patient['call-me'];
    expect(shown(render(form))).not.toContain(callMe);
    const page = shown(render({ ...form, problem }));
    expect(page).toContain('formaction="/v/AAAAAAAAAAAAAAAAAAAAAA/call-me" name="reason" value="service"');
    expect(page.indexOf('<button type="submit">Join')).toBeLessThan(page.indexOf(callMe));
    const nameless = { text: 'Name!', field: true, reason: null };
    expect(shown(render({ ...form, problem: nameless }))).not.toContain(callMe);
    expect(shown(render(letIn))).not.toContain(callMe);
    expect(shown(render({ ...letIn, returning: true }))).toContain('value="other"');
    expect(shown(render({ name: 'declined', helpCode: '' }))).toContain('value="declined"');
  });

  it('names the doctor only where there is a name', () => {
    expect(render(form)).toContain('Dr. &lt;Petrova&gt; is expecting you.');
    expect(render({ ...form, doctor: '' })).toContain(messages.en.patient.expecting);
  });
});

describe('the help code', () => {
  const mark = 'K7M 2TX</b><span class="unseen">K 7 M 2 T X</span>';
  it('stands beside the telephone wherever something is wrong, in groups and sign by sign', () => {
    const wrong: readonly PageState[] = [
      { ...form, problem },
      { name: 'gone', ...at, problem: null },
      { ...letIn, returning: true },
      { name: 'declined', helpCode: at.helpCode },
      { name: 'called', helpCode: at.helpCode },
    ];
    for (const state of wrong) expect(shown(render(state))).toContain(mark);
    for (const state of [form, waiting, letIn]) {
      expect(shown(render(state))).not.toContain(mark);
      expect(render(state)).toContain(mark);
    }
  });
  it('is left out where there is none', () => {
    expect(render({ ...form, helpCode: '', problem })).not.toContain('class="code"');
  });
});

describe('the doctor’s message', () => {
  it.each([
    [1, 'en', 'The doctor needs about 1 more minute.'],
    [10, 'en', 'The doctor needs about 10 more minutes.'],
    [21, 'ru', 'Врачу нужна примерно 21 минута.'],
    [3, 'ru', 'Врачу нужно примерно 3 минуты.'],
    [40, 'ru', 'Врачу нужно примерно 40 минут.'],
  ] as const)('%i minutes in %s', (minutes, language, text) => {
    const page = render({ ...waiting, message: { kind: 'minutes', minutes, at: 5 } }, {}, language);
    expect(page).toContain(text);
    expect(page).toContain('data-at="5"');
  });
  it('in words is quoted, whatever its direction', () => {
    const page = render({ ...waiting, message: { kind: 'text', text: 'שלום', at: 5 } });
    expect(page).toContain('The doctor says: <q dir="auto">שלום</q>');
  });
});

it('offers sound only as a button where the call is embedded, else as advice', () => {
  expect(render(form)).toContain('<p class="sound" hidden>');
  expect(render(form)).not.toContain('data-embed');
  expect(render(form, { embed: true })).toContain('data-do="sound" hidden>Join with sound only</button>');
  expect(render(form, { embed: true })).toContain('data-embed="Video call"');
});

it('has the way out of an app wherever a camera can fail or something can be pressed', () => {
  const gone: PageState = { name: 'gone', ...at, problem: null };
  for (const state of [form, waiting, letIn, gone]) expect(render(state)).toContain('<template id="away">');
});

it('gives the script the words for the bar above a call only where there can be one', () => {
  expect(render(form)).not.toContain('data-opening');
  expect(render(form, { embed: true })).toContain(
    'data-opening="Opening the call…" data-alone="Open the call by itself"',
  );
});

it('offers every other language by its own name', () => {
  const more = [...frame('en').languages, { code: 'kk', name: 'Қазақша' }];
  const page = render(form, { languages: more });
  expect(page).toContain('?lang=ru" lang="ru" hreflang="ru">Русский</a>');
  expect(page).toContain('?lang=kk" lang="kk" hreflang="kk">Қазақша</a>');
  expect(page).not.toContain('?lang=en');
});

it('reloads itself without a script while it waits, and now and then while it is early', () => {
  for (const state of states) {
    const [, seconds] =
      /<noscript><meta http-equiv="refresh" content="(\d+)"><\/noscript>/.exec(render(state)) ?? [];
    expect(seconds).toBe(state.name === 'waiting' ? '5' : state.name === 'early' ? '60' : undefined);
  }
});

it.each(languages)('says in which time zone a visit begins (%s)', (language) => {
  const startsAt = Date.UTC(2027, 0, 14, 12, 5);
  const zone = new Intl.DateTimeFormat(language, { timeZoneName: 'short' })
    .formatToParts(startsAt)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const page = shown(render({ name: 'early', ...at, startsAt, lateMinutes: null }, {}, language));
  const [, when] = /<p class="lead when">([^<]*)</.exec(page) ?? [];
  expect(when?.endsWith(` ${zone}`), when).toBe(true);
  expect(when).toContain('2027');
});

it.each([
  ['en', 1, 'The doctor is running about 1 minute late.'],
  ['en', 20, 'The doctor is running about 20 minutes late.'],
  ['ru', 21, 'Врач задерживается примерно на 21 минуту.'],
  ['ru', 40, 'Врач задерживается примерно на 40 минут.'],
] as const)(
  'tells in %s who is early that the doctor will be %i minutes late',
  (language, minutes, sentence) => {
    const early = { name: 'early', ...at, startsAt: 5, lateMinutes: minutes } as const;
    expect(shown(render(early, {}, language))).toContain(sentence);
    expect(shown(render({ ...early, lateMinutes: null }, {}, language))).not.toContain(sentence);
  },
);

it('lies with all its addresses under its path', () => {
  const page = render(form, { path: '/video/v/AAAAAAAAAAAAAAAAAAAAAA' });
  const addresses = page.match(/(?:href|action|formaction|data-base)="\/[^"]*/g) ?? [];
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) expect(address).toContain('"/video/v/AAAAAAAAAAAAAAAAAAAAAA');
});

it('without a link has no script and no trace of a link', () => {
  const page = render({ name: 'dead' }, { path: null });
  expect(page).not.toMatch(/<script|data-base|video\.example|AAAA/);
  expect(page).toContain('href="?lang=ru"');
});

it('makes a number to dial of the telephone as people write it, and does without one', () => {
  expect(render({ name: 'dead' })).toContain('href="tel:+74950000000,5%23"');
  const none = { clinic: defaultSettings.clinic };
  expect(render({ name: 'dead' }, none, 'ru')).not.toContain('tel:');
  expect(render(waiting, none, 'ru')).toContain(messages.ru.patient['call-unknown']);
});

it.each([
  ['ar', '<html lang="ar" dir="rtl">'],
  ['he', '<html lang="he" dir="rtl">'],
  ['kk', '<html lang="kk">'],
])('a page in %s is written from its own side', (language, start) => {
  expect(render(form, { choice: { language, chosen: false } })).toContain(start);
});
