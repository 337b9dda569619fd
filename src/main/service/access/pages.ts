/** The pages of signing in and out. */
import type { Language } from '../../../shared/settings.ts';
import { escapeHtml } from '../../escapeHtml.ts';
import type { LocalAccess } from './accounts.ts';
import type { AccessError } from './errors.ts';
import { described, deskPath, frame, hidden, problemBox, statusBox } from './pageFrame.ts';
import { words } from './texts.ts';

export interface SignInPage {
  readonly language: Language;
  readonly hasProvider: boolean;
  readonly local: LocalAccess;
  readonly error: AccessError | null;
  /** As typed; a password is never given back. */
  readonly login: string;
  readonly isSignedOut: boolean;
}

export function renderSignIn(page: SignInPage): string {
  const { language, error, isSignedOut } = page;
  const { title, 'signed-out': signedOut } = words[language];
  const form = page.local === 'nobody' ? '' : localForm(page);
  const top = `${isSignedOut ? statusBox(signedOut) : ''}${problemBox(language, error)}`;
  return frame(language, { title, body: `${top}${providerLink(page)}${form}`, switchAt: '/sign-in' });
}

export function renderFirst(page: SignInPage): string {
  const title = words[page.language]['first-title'];
  const body = `${problemBox(page.language, page.error)}${firstForm(page)}`;
  return frame(page.language, { title, body, switchAt: '/first-administrator' });
}

/** Only a way back: for what happens at an address that cannot be loaded again. */
export function renderProblem(language: Language, error: AccessError): string {
  const t = words[language];
  const body = `${problemBox(language, error)}<p><a class="button" href="/sign-in?lang=${language}">${t.again}</a></p>`;
  return frame(language, { title: t['problem-title'], body });
}

/**
 * Comes after the provider: a page of our own that goes on to the desk. A redirect would still be the
 * provider's navigation, to which browsers send no `SameSite=Strict` cookie.
 */
export function renderEntry(language: Language): string {
  const t = words[language];
  return goingOn(language, t.title, t['signed-in'], deskPath);
}

/**
 * Goes on to where the provider ends its own session. No redirect: `form-action` holds for what follows a form, and
 * the provider is another origin.
 */
export function renderLeaving(language: Language, next: URL): string {
  const t = words[language];
  return goingOn(language, t['leaving-title'], t['signed-out-here'], next.href);
}

function goingOn(language: Language, title: string, text: string, href: string): string {
  const address = escapeHtml(href);
  const head = `<meta http-equiv="refresh" content="0;url=${address}">`;
  const body = `<p>${text}</p>\n<p><a class="button" href="${address}">${words[language].continue}</a></p>`;
  return frame(language, { title, body, head });
}

function providerLink({ language, hasProvider }: SignInPage): string {
  if (!hasProvider) return '';
  return `<p><a class="button" href="/oidc/start?lang=${language}">${words[language]['by-provider']}</a></p>\n`;
}

function localForm({ language, hasProvider, local, error, login }: SignInPage): string {
  const t = words[language];
  const only = local === 'administrators' ? t['local-administrators'] : t['or-local'];
  const heading = hasProvider ? `<h2 class="or">${only}</h2>\n` : '';
  // One main way at a time: beside the provider a login is the exception.
  const kind = hasProvider ? ' class="plain"' : '';
  return `${heading}<form class="panel" method="post" action="/sign-in" accept-charset="utf-8">${hidden(language)}
<label for="login">${t.login}</label><input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required value="${escapeHtml(login)}"${described(error)}>
<label for="password">${t.password}</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required${described(error)}>
<button type="submit"${kind}>${t['sign-in']}</button></form>`;
}

function firstForm({ language, error, login }: SignInPage): string {
  const t = words[language];
  return `<p class="soft">${t['first-about']}</p>
<form class="panel" method="post" action="/first-administrator" accept-charset="utf-8">${hidden(language)}
<label for="code">${t['first-code']}</label><input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="100" required${described(error)}>
<label for="login">${t.login}</label><input id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required value="${escapeHtml(login)}">
${newPasswordField(language, 'password')}
<button type="submit">${t['first-create']}</button></form>`;
}

export function newPasswordField(language: Language, name: string): string {
  const t = words[language];
  return `<label for="${name}">${t['new-password']}</label><span class="hint" id="${name}-hint">${t['password-hint']}</span><input id="${name}" name="${name}" type="password" autocomplete="new-password" minlength="12" maxlength="1000" required aria-describedby="${name}-hint">`;
}
