/** The page of one's own account: who one is, the password, where one is signed in. */
import type { Language } from '../../../shared/settings.ts';
import { escapeHtml } from '../../escapeHtml.ts';
import type { AccessError } from './errors.ts';
import { described, frame, hidden, problemBox, statusBox } from './pageFrame.ts';
import { newPasswordField } from './pages.ts';
import type { Who } from './roles.ts';
import type { SessionView } from './sessions.ts';
import { words } from './texts.ts';

/** What was done last, told once. */
export const accountDone = ['password', 'session'] as const;
export type AccountDone = (typeof accountDone)[number];

export interface AccountPage {
  readonly language: Language;
  readonly who: Who;
  /** `null`: signs in through the identity provider only. */
  readonly login: string | null;
  /** Whether there is a password here that this account may sign in with. */
  readonly hasPassword: boolean;
  readonly sessions: readonly SessionView[];
  readonly error: AccessError | null;
  readonly done: AccountDone | null;
  /** Epoch ms. */
  readonly now: number;
}

export function renderAccount(page: AccountPage): string {
  const { language, error, done } = page;
  const t = words[language];
  const top = `${done === null ? '' : statusBox(t[`done-${done}`])}${problemBox(language, error)}`;
  const body = `${top}${profile(page)}${passwordForm(page)}${sessionList(page)}${signOutForms(page)}`;
  return frame(language, { title: t['account-title'], body, switchAt: '/account', isAccount: true });
}

function profile({ language, who, login }: AccountPage): string {
  const t = words[language];
  const rows: readonly (readonly [string, string | null])[] = [
    [t.name, who.name],
    [t.role, t[who.role]],
    [t.login, login],
    ['TrueConf ID', who.role === 'doctor' ? who.trueconfId : null],
  ];
  const shown = rows.map(([name, value]) =>
    value === null ? '' : `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  return `<dl class="panel">${shown.join('')}</dl>\n`;
}

function passwordForm({ language, login, hasPassword, error }: AccountPage): string {
  const t = words[language];
  if (!hasPassword) return `<p class="soft">${t['password-elsewhere']}</p>\n`;
  // A password store finds the account by it.
  const user = `<input class="unseen" name="login" autocomplete="username" value="${escapeHtml(login ?? '')}" readonly tabindex="-1" aria-hidden="true">`;
  return `<h2>${t['change-password']}</h2>
<form class="panel" method="post" action="/account/password" accept-charset="utf-8">${hidden(language)}${user}
<label for="old">${t['old-password']}</label><input id="old" name="old" type="password" autocomplete="current-password" maxlength="1000" required${described(error)}>
${newPasswordField(language, 'next')}
<p class="soft">${t['password-ends-others']}</p>
<button type="submit">${t['change-password']}</button></form>\n`;
}

function sessionList({ language, sessions, now }: AccountPage): string {
  const t = words[language];
  const items = sessions.map((session) => {
    const device = escapeHtml(inWords(language, session.device));
    const own = session.isOwn ? `<span class="badge">${t['this-session']}</span>` : '';
    const since = t['session-times']
      .replace('{{since}}', ago(language, now - session.createdAt))
      .replace('{{used}}', ago(language, now - session.usedAt));
    const end = session.isOwn
      ? ''
      : `<form method="post" action="/account/sign-out-one">${hidden(language)}<input type="hidden" name="id" value="${escapeHtml(session.id)}"><button class="plain" type="submit">${t['sign-out']}<span class="unseen">: ${device}</span></button></form>`;
    return `<li><div><p><strong>${device}</strong>${own}</p><p class="soft">${since}</p></div>${end}</li>`;
  });
  return `<h2>${t['sessions-title']}</h2>\n<ul class="panel">${items.join('')}</ul>\n`;
}

function signOutForms({ language }: AccountPage): string {
  const t = words[language];
  const form = (action: string, text: string): string =>
    `<form method="post" action="${action}">${hidden(language)}<button class="plain" type="submit">${text}</button></form>`;
  return `<div class="row">${form('/sign-out', t['sign-out-here'])}${form('/account/sign-out-everywhere', t['sign-out-everywhere'])}</div>\n`;
}

/** As `deviceWords` writes it: browser, system, `?` for what is not known. */
function inWords(language: Language, device: string): string {
  const [browser = '?', system = '?'] = device.split(', ');
  const t = words[language];
  return `${browser === '?' ? t['browser-unknown'] : browser}, ${system === '?' ? t['system-unknown'] : system}`;
}

/** In words, since the service does not know the person's time zone. `ms`: 0 and more. */
export function ago(language: Language, ms: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return format.format(0, 'second');
  return minutes < 60 ? format.format(-minutes, 'minute') : format.format(-Math.floor(minutes / 60), 'hour');
}
