/** What the routes of the patient's page share. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DoorView } from '../visits/types.ts';
import type { Answers } from './answers.ts';
import type { JoinServerDeps } from './deps.ts';
import type { Limiters } from './limits.ts';

export type LivingView = Exclude<DoorView, { state: 'dead' }>;
export type DeadView = Extract<DoorView, { state: 'dead' }>;

/** A browser at a link that lives. */
export interface Visitor {
  readonly token: string;
  /** The value of the person's cookie. */
  readonly browser: string | null;
  readonly view: LivingView;
}

/** The parameters of every address of a link. */
export interface AtLink {
  Params: { token: string };
}

/**
 * Answers for a link or an address that is not there (any more), and counts it against the asking address.
 * `json`: said instead of the page.
 */
export type Miss = (request: FastifyRequest, reply: FastifyReply, json?: object) => Promise<void>;

export interface Place {
  readonly deps: JoinServerDeps;
  readonly answers: Answers;
  readonly limiters: Limiters;
  readonly miss: Miss;
  /** Gives a browser its cookie and tells its value. */
  nameBrowser(request: FastifyRequest, reply: FastifyReply, token: string): string;
}
