/** Where the app's own page lives, and how an address is compared with it. */

/** Scheme of the renderer as built; `standard` and `secure` (see `desktop/scheme.ts`). */
export const appScheme = 'app';

/** Protocol (`app:`) and host of a page. Not an origin string: Node gives `null` for that of a custom scheme. */
export interface Place {
  readonly protocol: string;
  readonly host: string;
}

export const builtPage: Place = { protocol: `${appScheme}:`, host: 'desk' };

/**
 * The app's own page: the built one or, in development only, that of Vite's server.
 * @param developmentUrl `ELECTRON_RENDERER_URL` of electron-vite; ignored once the app is packaged.
 */
export function ownPage(developmentUrl: string | undefined, packaged: boolean): Place {
  const url = packaged || developmentUrl === undefined ? null : URL.parse(developmentUrl);
  return url?.protocol === 'http:' && url.hostname === 'localhost'
    ? { protocol: url.protocol, host: url.host }
    : builtPage;
}

/** The place of an address; `null` for what is not an address or carries credentials. */
export function placeOf(address: string): Place | null {
  const url = URL.parse(address);
  if (!url || url.username !== '' || url.password !== '') return null;
  return { protocol: url.protocol, host: url.host };
}

/** Whether an address is of that place. Port included: it is part of `host`. */
export function isAt(address: string, place: Place): boolean {
  const found = placeOf(address);
  return found !== null && found.protocol === place.protocol && found.host === place.host;
}
