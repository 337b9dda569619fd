import { describe, expect, it } from 'vitest';
import { inlineAsset } from '../../../../src/main/join/assets.ts';
import { renderPage, type PageFrame, type PageState } from '../../../../src/main/join/pages.ts';
import { messages } from '../../../../src/shared/i18n/messages.ts';
import { defaultSettings, languages, type Language } from '../../../../src/shared/settings.ts';

const clinic = { name: 'Clinic & Sons', phone: '+7 (495) 000-00-00, 5#', showDoctor: true };
const frame = (language: Language, change: Partial<PageFrame> = {}): PageFrame => ({
  choice: { language, chosen: false },
  token: 'AAAAAAAAAAAAAAAAAAAAAA',
  clinic,
  serverOrigin: 'https://video.example',
  assets: { script: inlineAsset('script()'), style: inlineAsset('style{}') },
  ...change,
});
const doctor = 'Dr. <Petrova>';
const problem = { text: 'It "failed".', field: false };
const states: readonly PageState[] = [
  { name: 'form', doctor, typed: '', problem: null },
  { name: 'form', doctor: '', typed: '<Anna>', problem },
  { name: 'form', doctor, typed: '', problem: { text: 'Name!', field: true } },
  { name: 'waiting', doctor },
  { name: 'waiting', doctor: '' },
  { name: 'let-in', doctor, problem: null },
  { name: 'let-in', doctor: '', problem },
  { name: 'declined' },
  { name: 'dead' },
  { name: 'thanks' },
  { name: 'trouble', text: 'It is <broken>.' },
];
const count = (text: string, part: string): number => text.split(part).length - 1;

describe.each(languages)('every state in %s', (language) => {
  it.each(states)('$name is one whole document in one language', (state) => {
    const page = renderPage(frame(language), state);
    expect(page).toMatch(/^<!doctype html>\n<html lang="/);
    expect(page).toContain(`<html lang="${language}">`);
    for (const tag of ['<h1', '<main', '<footer', '<title>', '<script', '<style'])
      expect(count(page, tag)).toBe(1);
    expect(page).toContain('Clinic &amp; Sons');
    expect(page).not.toMatch(/Dr\. <|<Anna>|<broken>|undefined|\[object|\{\{| style="| on[a-z]+="/);
  });
});

describe('a form', () => {
  const form = (change: Partial<Extract<PageState, { name: 'form' }>> = {}, at = frame('en')): string =>
    renderPage(at, { name: 'form', doctor, typed: '', problem: null, ...change });

  it('posts to its link, and carries the language only when it was chosen', () => {
    expect(form()).toContain('action="/v/AAAAAAAAAAAAAAAAAAAAAA/join"');
    expect(form()).not.toContain('name="lang"');
    const chosen = form({}, frame('ru', { choice: { language: 'ru', chosen: true } }));
    expect(chosen).toContain('<input type="hidden" name="lang" value="ru">');
    expect(chosen).toContain('data-query="?lang=ru"');
  });

  it('keeps what was typed, escaped, and says the problem first', () => {
    const page = form({ typed: `"'<>&`, problem });
    expect(page).toContain('value="&quot;&#39;&lt;&gt;&amp;"');
    expect(page.indexOf('role="alert"')).toBeGreaterThan(0);
    expect(page.indexOf('role="alert"')).toBeLessThan(page.indexOf('<h1'));
    expect(page).toContain('<title>Error: Your video visit · Clinic &amp; Sons</title>');
    expect(page).not.toContain('aria-invalid');
  });

  it('points from the problem to the field and back when the name is missing', () => {
    const page = form({ problem: { text: 'Name!', field: true } });
    expect(page).toContain('<a href="#name">Name!</a>');
    expect(page).toContain('aria-invalid="true" aria-describedby="problem-text"');
  });

  it('names the doctor only where there is a name', () => {
    expect(form()).toContain('Dr. &lt;Petrova&gt; is expecting you.');
    expect(form({ doctor: '' })).toContain(messages.en.patient.expecting);
  });
});

it('reloads itself without a script only while it waits', () => {
  const refresh = '<noscript><meta http-equiv="refresh" content="5"></noscript>';
  for (const state of states)
    expect(renderPage(frame('en'), state).includes(refresh)).toBe(state.name === 'waiting');
});

it('without a link has no script and no trace of a link', () => {
  const page = renderPage(frame('en', { token: null }), { name: 'dead' });
  expect(page).not.toMatch(/<script|data-base|video\.example|AAAA/);
  expect(page).toContain('href="?lang=ru"');
});

it('makes a number to dial of the telephone as people write it, and does without one', () => {
  expect(renderPage(frame('en'), { name: 'dead' })).toContain('href="tel:+74950000000,5%23"');
  const none = frame('ru', { clinic: defaultSettings.clinic });
  expect(renderPage(none, { name: 'dead' })).not.toContain('tel:');
  expect(renderPage(none, { name: 'waiting', doctor })).toContain(messages.ru.patient['call-unknown']);
});
