/** The fragment by which a guest comes in: `#login=…&token=…&lang=…` (trueconf-api.md §4.2). */

export interface RoomAddress {
  /** Empty without a guest token, as is `token`. */
  readonly login: string;
  readonly token: string;
  readonly lang: string | null;
}

/** Percent-encoded or not: what is no valid encoding stays as it is. */
function decode(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** A name that is not encoded may hold a `&`, so the fragment is taken apart by its three names. */
export function parseFragment(hash: string): RoomAddress {
  const lang = /[#&]lang=([^&]*)$/.exec(hash)?.[1] ?? null;
  const [, login = '', token = ''] = /^#login=(.*)&token=([^&]*)(?:&lang=[^&]*)?$/s.exec(hash) ?? [];
  return { login: decode(login), token: decode(token), lang };
}
