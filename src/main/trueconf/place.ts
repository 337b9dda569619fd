/** Where a call goes: fills the gaps of an error's sentence. */
export interface Place {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Host and port of an origin; the port also where the origin leaves it out. */
export function placeOf(origin: string): Place {
  const { hostname, port, protocol } = new URL(origin);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
}
