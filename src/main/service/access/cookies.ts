/** The cookies of the staff listener: pure. `__Host-` binds one to exactly this host, https and path. */

/** `http` is for loopback only: over it browsers refuse the prefix. */
export const sessionCookie = (isSecure: boolean): string => (isSecure ? '__Host-desk' : 'desk');
export const stateCookie = (isSecure: boolean): string => (isSecure ? '__Host-sign-in' : 'sign-in');
/** `tag`: of the account for which the browser is known. */
export const deviceCookie = (tag: string, isSecure: boolean): string =>
  `${isSecure ? '__Host-device' : 'device'}-${tag}`;

/** The names of the cookies of `deviceCookie`, in the order in which the browser sends them: the oldest first. */
export function deviceCookies(header: string | undefined, isSecure: boolean): readonly string[] {
  const names = (header ?? '').split(';').map((pair) => pair.split('=')[0]?.trim() ?? '');
  return names.filter((name) => name.startsWith(deviceCookie('', isSecure)));
}

/** The value of a cookie; `undefined` when it is missing, or there twice and different (somebody has planted one). */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  return values.every((other) => other === value) ? value : undefined;
}

interface CookieShape {
  readonly name: string;
  readonly value: string;
  /** `null`: until the browser is closed. 0: removes it. */
  readonly maxAgeSeconds: number | null;
  /** Strict: never sent by a link or form of another site. Lax: the return from the provider is such a link. */
  readonly sameSite: 'Strict' | 'Lax';
  readonly isSecure: boolean;
}

/** `Set-Cookie`. */
export function formatCookie({ name, value, maxAgeSeconds, sameSite, isSecure }: CookieShape): string {
  return [
    `${name}=${value}`,
    'Path=/',
    ...(maxAgeSeconds === null ? [] : [`Max-Age=${maxAgeSeconds}`]),
    'HttpOnly',
    `SameSite=${sameSite}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');
}
