/** Who may ask at all: pure decisions on the head of a request to the patient's page. */

/** Links are 22 characters of base64url (128 bits). */
export const isToken = (value: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(value);

/** The cookie that names a person's browser; its path is that of the link. */
export const cookieName = 'person';

/** The value of the person's cookie, `null` when it is missing, not ours, or there twice and different. */
export function browserOf(cookieHeader: string | undefined): string | null {
  const values = (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookieName}=`))
    .map((pair) => pair.slice(cookieName.length + 1));
  const [value] = values;
  return value !== undefined && isToken(value) && values.every((other) => other === value) ? value : null;
}

/** `Set-Cookie` for a browser at a link: the only cookie there is. Lives as long as a link does. */
export function personCookie(token: string, browser: string, lifeSeconds: number, secure: boolean): string {
  const attributes = [
    `${cookieName}=${browser}`,
    `Path=/v/${token}`,
    `Max-Age=${lifeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  return [...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

/** `Host` must be one of our own, port included: a name that was rebound to this address is not (DNS rebinding). */
export function isOwnHost(host: string | undefined, origins: readonly string[]): boolean {
  return host !== undefined && origins.some((origin) => new URL(origin).host === host.toLowerCase());
}

/** A POST must say that it comes from one of our own pages. */
export function isOwnOrigin(origin: string | undefined, origins: readonly string[]): boolean {
  return origin !== undefined && origins.includes(origin);
}

/** The origins under which a listener is reached. Loopback has two names; any other address has one. */
export function ownOrigins(host: string, port: number): readonly string[] {
  const literal = host.includes(':') ? `[${host}]` : host;
  const names = host === '127.0.0.1' || host === '::1' ? [literal, 'localhost'] : [literal];
  return names.map((name) => `http://${name}:${port}`);
}

/** What is no path (the form for proxies), cannot be decoded or is far too long is treated like any unknown one. */
export function routablePath(url: string): string {
  if (!url.startsWith('/') || url.length > 1_000) return '/';
  try {
    decodeURIComponent(url);
    return url;
  } catch {
    return '/';
  }
}
