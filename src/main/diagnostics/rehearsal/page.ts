/**
 * The stages of the patient's page: whether it answers where the links lead, and whether phones will trust it. Both are looked at from
 * this computer, over the network like anybody else; what a phone at home sees is not known here.
 */
import http from 'node:http';
import https from 'node:https';
import { appError, type AppError } from '../../../shared/errors.ts';
import type { Status } from '../../../shared/ipc/contract.ts';
import type { StageNote } from '../../../shared/ipc/rehearsal.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { addressSpaceOf } from '../../join/addressSpace.ts';
import { selfCheckPath } from '../../join/selfCheck.ts';
import type { Clock, Random } from '../../ports.ts';
import { failureOf } from '../../trueconf/failures.ts';
import { placeOf, type Place } from '../../trueconf/place.ts';
import { lookAtCertificate } from '../../trueconf/tlsProbe.ts';
import { failed, notTried, passed, unknown, type Finding } from '../findings.ts';
import type { StagePlan } from '../stages.ts';
import { endsSoon } from './dates.ts';

export interface PageContext {
  readonly page: () => Status['join'];
  /** Where links begin: origin and base path; `null` while nothing listens. */
  readonly linkBase: () => string | null;
  /** What the page of this installation, and no other, answers to a nonce. */
  readonly answerTo: (nonce: string) => string;
  /** PEM of the authorities that phones know. */
  readonly phoneRoots: () => readonly string[];
  /** PEM of the authorities that this computer trusts. */
  readonly ownRoots: () => readonly string[];
  readonly random: Random;
  readonly clock: Clock;
}

export const pagePlan: StagePlan<'page', PageContext> = {
  stage: 'page',
  needs: [],
  async look(context, signal) {
    const state = context.page();
    const base = context.linkBase();
    if (state.state === 'failed') return failed(appError(state.error.code, state.error.details));
    // Links open no page of ours: there is none to be asked.
    if (state.state === 'off' || state.state === 'server-page') return notTried;
    if (state.state === 'starting' || base === null) return unknown(null);
    const place = placeOf(base);
    const nonce = context.random.bytes(16).toString('hex');
    const asked = await ask(new URL(`${base}${selfCheckPath(nonce)}`), signal, context.clock.now());
    if (!asked.ok) return state.reach === 'public-address' ? awayFrom(asked.error) : failed(asked.error);
    const { status, text, address } = asked.value;
    if (status !== 200 || text !== context.answerTo(nonce))
      return failed(appError('page-not-ours', { ...place, status }));
    return { ...passed({ host: place.host, address }), note: reachNotes[state.reach] };
  },
};

const reachNotes = {
  'this-computer': 'answers-this-computer',
  'clinic-network': 'answers-network',
  'public-address': 'answers-from-here',
} as const satisfies Readonly<Record<string, StageNote>>;

/** Many routers do not let a public address be reached from inside; a name that nobody finds is a mistake. */
const awayFrom = (error: AppError): Finding =>
  error.code === 'page-name-not-found' ? failed(error) : unknown(error);

interface PageAnswer {
  readonly status: number;
  readonly text: string;
  /** From where it came. */
  readonly address: string;
}

const mostBytes = 1_000;

/** Not through a proxy, which patients do not have; whatever the certificate, which is the next stage's. Sends nothing but the nonce. */
function ask(url: URL, signal: AbortSignal, now: number): Promise<Result<PageAnswer, AppError>> {
  const { promise, resolve } = Promise.withResolvers<Result<PageAnswer, AppError>>();
  const fail = (thrown: unknown) => resolve(err(pageError(thrown, placeOf(url.origin), now)));
  const answered = (response: http.IncomingMessage) => {
    const address = response.socket.remoteAddress ?? '';
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      text += piece;
      if (text.length > mostBytes) response.destroy();
    });
    response.once('error', fail);
    response.once('close', () => resolve(ok({ status: response.statusCode ?? 0, text, address })));
  };
  const options = { agent: false, signal } as const;
  const request =
    url.protocol === 'https:'
      ? https.get(url, { ...options, rejectUnauthorized: false }, answered)
      : http.get(url, options, answered);
  request.once('error', fail);
  return promise;
}

function pageError(thrown: unknown, place: Place, now: number): AppError {
  const { code } = failureOf(thrown, place, null, now);
  return appError(code === 'name-not-found' ? 'page-name-not-found' : 'page-no-answer', { ...place });
}

export const phonesPlan: StagePlan<'phones', PageContext> = {
  stage: 'phones',
  needs: ['page'],
  async look({ page, phoneRoots, ownRoots, clock }) {
    const state = page();
    if (state.state !== 'listening') return notTried;
    const { host } = placeOf(state.origin);
    if (state.reach === 'this-computer') return { ...notTried, note: 'no-phone' };
    if (state.origin.startsWith('http:')) return overHttp(host);
    const look = (roots: () => readonly string[]) =>
      lookAtCertificate(state.origin, { now: () => clock.now(), roots });
    const seen = await look(phoneRoots);
    if (!seen.ok) return unknown(appError('page-no-answer', { ...placeOf(state.origin) }));
    const { verdict, validTo, issuer } = seen.value;
    const facts = { validTo, issuer };
    if (verdict === 'trusted') return { ...passed(facts), note: endsSoon(validTo, clock.now()) };
    if (verdict === 'expired') return failed(appError('page-certificate-expired', { host }), facts);
    if (verdict === 'other-host') return failed(appError('page-certificate-other-host', { host }), facts);
    const here = await look(ownRoots);
    const isClinics = here.ok && here.value.verdict === 'trusted';
    // Tablets of the ward may know the clinic's authority; phones at home never do.
    if (isClinics && state.reach === 'clinic-network') return { ...unknown(null), facts, note: 'clinic-ca' };
    return failed(appError('page-untrusted', { host }), facts);
  },
};

/** A name is the clinic's own: the listener serves http on private addresses only. */
const overHttp = (host: string): Finding =>
  addressSpaceOf(host) === 'public'
    ? failed(appError('public-needs-https', { name: host }))
    : { ...passed(), note: 'http-private' };
