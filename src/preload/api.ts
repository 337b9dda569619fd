/** The API of the doctor's UI, over whatever carries messages. Pure: Electron is in `index.ts`. */
import { eventChannels, requestChannels } from '../shared/ipc/channels.ts';
import type { EventChannel, RequestChannel } from '../shared/ipc/channels.ts';
import type { DeskApi, Envelope } from '../shared/ipc/contract.ts';

/** Carries requests and events. `on` gives the payload only: what came with it (Electron's event) stays behind. */
export interface Transport {
  invoke(channel: RequestChannel, input: unknown): Promise<unknown>;
  /** Returns a function that ends the subscription. */
  on(channel: EventChannel, listener: (payload: unknown) => void): () => void;
}

/** The shape that is exposed: the names of `DeskApi`, its types are put on in the renderer. */
export interface ExposedApi {
  readonly request: (channel: RequestChannel, input: unknown) => Promise<unknown>;
  readonly on: (channel: EventChannel, listener: (payload: unknown) => void) => () => void;
}

const requestNames: ReadonlySet<string> = new Set(requestChannels);
const eventNames: ReadonlySet<string> = new Set(eventChannels);

const unknownChannel: Envelope<never> = {
  ok: false,
  error: { code: 'unknown-channel', retryable: false, correlationId: '' },
};

/** Exactly `request` and `on`, frozen. Channels outside of the contract reach nobody. */
export function createApi(transport: Transport): ExposedApi {
  return Object.freeze({
    request: (channel, input) =>
      requestNames.has(channel) ? transport.invoke(channel, input) : Promise.resolve(unknownChannel),
    on: (channel, listener) =>
      eventNames.has(channel) ? transport.on(channel, (payload) => listener(payload)) : () => undefined,
  } satisfies ExposedApi & Record<keyof DeskApi, unknown>);
}
