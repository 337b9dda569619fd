/** What the sign-in pages stand in: plain HTML that works without a script, which their policy forbids. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, type Language } from '../../../shared/settings.ts';
import { escapeHtml } from '../../escapeHtml.ts';
import type { AccessError } from './errors.ts';
import { errorTexts } from './errorTexts.ts';
import { words } from './texts.ts';

/** The design language is that of the desk; what stands here is only how these pages use it. */
const tokens = readFileSync(join(import.meta.dirname, '../../../shared/tokens.css'), 'utf8')
  .replace(/\/\*.*?\*\//gs, '')
  .replace(/\s*\n\s*/g, '');

const style = `${tokens}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 var(--font);overflow-wrap:break-word}
main{max-width:26rem;margin:0 auto;padding:var(--space-7) var(--space-4) var(--space-6)}
main.wide{max-width:42rem;padding-top:var(--space-6)}
.brand{display:flex;align-items:center;gap:var(--space-2);margin:0 0 var(--space-5);font-weight:600;color:var(--ink-soft)}
.brand svg{width:28px;height:28px;flex:none}.brand a{margin-left:auto;font-weight:400}
h1{margin:0 0 var(--space-4);font-size:var(--text-xl);line-height:1.25}
h2{margin:var(--space-6) 0 var(--space-3);font-size:var(--text-l);line-height:1.3}
p{margin:0 0 var(--space-4)}.soft{color:var(--ink-soft)}
.panel{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius-m);box-shadow:var(--shadow);padding:var(--space-5);margin:0 0 var(--space-4)}
.note{border-radius:var(--radius-s);padding:var(--space-3) var(--space-4);margin:0 0 var(--space-4);background:var(--live-soft);color:var(--live);border:1px solid currentColor}
.note p,.note h2{margin:0}.note h2{font-size:1rem}.problem{background:var(--alarm-soft);color:var(--alarm)}.problem p{color:var(--ink)}
label{display:block;margin:0 0 var(--space-1);font-weight:600}
input{display:block;width:100%;min-height:44px;margin:0 0 var(--space-4);padding:var(--space-2) var(--space-3);font:inherit;color:inherit;background:var(--surface);border:1px solid var(--line-strong);border-radius:var(--radius-s)}
.hint{display:block;margin:0 0 var(--space-1);color:var(--ink-soft);font-size:.875rem}
button,.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:44px;padding:var(--space-2) var(--space-4);font:inherit;font-weight:600;text-align:center;text-decoration:none;color:var(--on-accent);background:var(--accent);border:1px solid transparent;border-radius:var(--radius-s);cursor:pointer;transition:background var(--quick)}
button:hover,.button:hover{background:var(--accent-hover)}
.plain{color:var(--ink);background:var(--surface);border-color:var(--line-strong)}.plain:hover{background:var(--sunken)}
a{color:var(--accent)}nav{margin-top:var(--space-4)}nav a{display:inline-block;min-height:44px;padding:var(--space-2) 0}
:focus{outline:none}:focus-visible{outline:2px solid transparent;box-shadow:var(--focus);border-radius:var(--radius-s)}
.or{display:flex;align-items:center;gap:var(--space-3);margin:var(--space-5) 0 var(--space-4);font-size:1rem;font-weight:400;color:var(--ink-soft)}
.or::before,.or::after{content:"";flex:1;min-width:var(--space-4);border-top:1px solid var(--line)}
dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:var(--space-2) var(--space-5);margin:0}dt{color:var(--ink-soft)}dd{margin:0;font-weight:600;min-width:0}
ul.panel{list-style:none;padding:0 var(--space-5)}li{display:flex;flex-wrap:wrap;align-items:center;gap:var(--space-3);padding:var(--space-4) 0}li+li{border-top:1px solid var(--line)}
li>div{flex:1 1 14rem;min-width:0}li p{margin:0}li button{width:auto}li form,.row form{margin:0}
.row{display:flex;flex-wrap:wrap;gap:var(--space-3)}.row form{flex:1 1 12rem}
.badge{display:inline-block;margin-left:var(--space-2);padding:0 var(--space-2);border-radius:var(--radius-s);font-size:.875rem;background:var(--accent-soft);color:var(--accent)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:30rem){main,main.wide{padding-top:var(--space-5)}.panel{padding:var(--space-4)}ul.panel{padding:0 var(--space-4)}dl{grid-template-columns:1fr;gap:0}dd+dt{margin-top:var(--space-2)}}
@media(forced-colors:active){.panel,.note,button,.button{border-color:CanvasText}}`;

/** Of the one style that the policy allows. */
const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

export const pagePolicy = [
  "default-src 'none'",
  `style-src ${styleSource}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join(';');

const mark =
  '<svg viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" rx="18" fill="#0b6e6a"/><path d="M13 22h25v20H13zM38 29l13-7v20l-13-7" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export interface FrameParts {
  readonly title: string;
  readonly body: string;
  readonly head?: string;
  /** The path under which the page is asked for in another language. */
  readonly switchAt?: string;
  /** Shows a link back to the desk, and is wider than a form. */
  readonly isAccount?: boolean;
}

export function frame(language: Language, parts: FrameParts): string {
  const { title, body, head = '', switchAt, isAccount = false } = parts;
  const back = isAccount ? `<a href="${deskPath}">${words[language]['to-desk']}</a>` : '';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${head}<title>${title} · Visit Desk</title><style>${style}</style></head>
<body><main${isAccount ? ' class="wide"' : ''}><div class="brand">${mark}Visit Desk${back}</div>
<h1>${title}</h1>
${body}${switchAt === undefined ? '' : languageSwitch(language, switchAt)}</main></body></html>
`;
}

/** Where the desk of the browser is (`staff/`). */
export const deskPath = '/desk/';

function languageSwitch(language: Language, path: string): string {
  const links = languages
    .filter((code) => code !== language)
    .map((code) => {
      const name = words[code]['language-name'];
      return `<a href="${path}?lang=${code}" lang="${code}" hreflang="${code}">${name}</a>`;
    });
  return `\n<nav aria-label="${words[language].language}">${links.join(' ')}</nav>`;
}

export function errorSentence(language: Language, error: AccessError): string {
  const seconds = Math.ceil((error.waitMs ?? 0) / 1_000);
  return errorTexts[language][error.code].replaceAll('{{seconds}}', String(seconds));
}

/** The focus goes there, so that it is read aloud and seen first. */
export function problemBox(language: Language, error: AccessError | null): string {
  if (error === null) return '';
  const text = escapeHtml(errorSentence(language, error));
  return `<div class="note problem" role="alert" id="problem" tabindex="-1" autofocus><h2>${words[language].problem}</h2><p id="problem-text">${text}</p></div>\n`;
}

export const statusBox = (text: string): string => `<div class="note" role="status"><p>${text}</p></div>\n`;

export const hidden = (language: Language): string => `<input type="hidden" name="lang" value="${language}">`;

/** Ties a field to the problem above the form. */
export const described = (error: AccessError | null): string =>
  error === null ? '' : ' aria-describedby="problem-text"';
