/** What the embedded TrueConf Web says by `postMessage` (trueconf-api.md §4.3). Anybody may post: origin and source are checked. */
export const callMessages = ['logout', 'connectionClosed', 'loginFail', 'notSupported'] as const;
export type CallMessage = (typeof callMessages)[number];

interface Expected {
  /** Origin of the conference's address. */
  readonly origin: string;
  readonly source: MessageEventSource | null;
}

/** The message, or `undefined` when it is not one or comes from elsewhere. */
export function readCallMessage(
  event: Pick<MessageEvent, 'data' | 'origin' | 'source'>,
  expected: Expected,
): CallMessage | undefined {
  if (expected.source === null || event.source !== expected.source || event.origin !== expected.origin) {
    return undefined;
  }
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null || !('type' in data)) return undefined;
  return callMessages.find((type) => type === data.type);
}
