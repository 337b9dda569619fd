/** What a page of ours posts, read strictly: words that are not in the lists of `shared/page.ts` do not exist. */
import type { FastifyRequest } from 'fastify';
import {
  browserKinds,
  callReasons,
  cameraOutcomes,
  pageEvents,
  systemKinds,
  type CallReason,
  type CameraReport,
  type Device,
  type PageReport,
} from '../../shared/page.ts';
import { isToken } from '../visits/links.ts';
import { field } from './request.ts';

const oneOf = <Word extends string>(words: readonly Word[], text: string): Word | undefined =>
  words.find((word) => word === text);

/** `null` unless both of its words are known. */
export function deviceOf(body: unknown): Device | null {
  const browser = oneOf(browserKinds, field(body, 'browser'));
  const system = oneOf(systemKinds, field(body, 'system'));
  return browser && system ? { browser, system } : null;
}

/** `null` unless the outcome is a known word. */
export function cameraOf(body: unknown): CameraReport | null {
  const outcome = oneOf(cameraOutcomes, field(body, 'camera'));
  return outcome ? { outcome, sound: field(body, 'sound') === '1' } : null;
}

/** By the browser's clock (epoch ms), `null` unless it is a whole number that can be a time. */
function timeOf(body: unknown): number | null {
  const text = field(body, 'at');
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** `undefined`: the event is none that a page of ours sends. */
export function reportOf(body: unknown): PageReport | undefined {
  const event = oneOf(pageEvents, field(body, 'event'));
  if (!event) return undefined;
  const camera = event === 'camera' ? cameraOf(body) : null;
  return { event, at: timeOf(body), device: deviceOf(body), camera };
}

/** Whoever asks to be called is called, whatever the reason. */
export const reasonOf = (body: unknown): CallReason => oneOf(callReasons, field(body, 'reason')) ?? 'other';

/** The code of a hand-over, from the form or from the address; it has the shape of a link's token. */
export function codeOf(request: FastifyRequest): string | null {
  const code = field(request.body, 'h') || field(request.query, 'h');
  return isToken(code) ? code : null;
}
