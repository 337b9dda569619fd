/** What may be logged of a failure: its code, else its kind. Its text may quote a name, an address or a body. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
