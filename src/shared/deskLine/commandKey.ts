/** A key for each request that changes something, so that the service does it once however often it comes. */

/** 128 bits as 22 characters of base64url. */
export function commandKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
