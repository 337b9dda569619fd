/** What may be handed to the system's browser. */

/** Characters; longer ones break the openers of some systems. */
const maxLength = 2_000;

/**
 * The address as it may be opened outside, `null`: not at all. https only (a scheme such as `file:`, `smb:`,
 * `ms-msdt:` or `search-ms:` starts programs), no credentials in it.
 */
export function externalUrl(address: string): string | null {
  if (address.length > maxLength) return null;
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.hostname === '') return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href.length > maxLength ? null : url.href;
}
