/** What the socket says, read without trust in its shape. The core has parsed the contents against the contract. */
import { eventChannels, type EventChannel } from '../ipc/channels.ts';
import type { Envelope } from '../ipc/contract.ts';

export type Frame =
  /** `account`: as whom the desk was taken; a core on this computer names none. */
  | { readonly kind: 'ready'; readonly account: string | undefined }
  | { readonly kind: 'answer'; readonly id: number; readonly envelope: unknown }
  | { readonly kind: 'event'; readonly event: EventChannel; readonly payload: unknown }
  | { readonly kind: 'noise' };

const noise: Frame = { kind: 'noise' };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEventChannel = (value: unknown): value is EventChannel =>
  eventChannels.some((channel) => channel === value);

export function readFrame(data: unknown): Frame {
  const message = parse(data);
  if (!isRecord(message)) return noise;
  if (message['ready'] === true) {
    const account = message['account'];
    return { kind: 'ready', account: typeof account === 'string' ? account : undefined };
  }
  if (typeof message['id'] === 'number') {
    return { kind: 'answer', id: message['id'], envelope: message['envelope'] };
  }
  if (isEventChannel(message['event'])) {
    return { kind: 'event', event: message['event'], payload: message['payload'] };
  }
  return noise;
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}

export function isEnvelope<T>(value: unknown): value is Envelope<T> {
  if (!isRecord(value)) return false;
  return value['ok'] === true ? 'value' in value : value['ok'] === false && isRecord(value['error']);
}

export const isPayload = <T>(value: unknown): value is T => isRecord(value);
