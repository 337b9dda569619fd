/** Proves that a Client Secret can do all that a visit needs, by a visit that nobody sees. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Way } from '../proxy/way.ts';
import { createTrueConfClient } from '../trueconf/client.ts';
import { readTrust } from '../trueconf/serverTrust.ts';
import { placeOf } from '../trueconf/place.ts';
import type { TrueConfClient } from '../trueconf/types.ts';
import { notTried } from './findings.ts';
import { conferencePlans, nothingMade } from './rehearsal/conference.ts';
import { playStages } from './stages.ts';

export interface TestVisitInput {
  readonly server: Settings['server'];
  /** A doctor's TrueConf ID. */
  readonly ownerId: string;
  readonly secret: string;
  /** The installation's tag: what a crash leaves behind is found by it, and swept when no test can be under way any more. */
  readonly tag: string;
  /** Proxies on the way. */
  readonly way: Way;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Creates a conference, runs it, asks for a guest's address, stops and deletes it. A guest's seat is not needed: only
 * the address is asked for, nobody enters. Errors: `not-configured`, those of the CA file, and what the server refuses.
 */
export async function tryVisit(input: TestVisitInput): Promise<Result<void, AppError>> {
  const { server, ownerId, secret, clock, log } = input;
  if (server.address === '' || server.clientId === '' || ownerId === '')
    return err(appError('not-configured'));
  const trust = readTrust(server, clock.now());
  if (!trust.ok) return trust;
  const client = createTrueConfClient({
    origin: server.address,
    clientId: server.clientId,
    ...trust.value,
    way: input.way,
    secret: async () => secret,
    clock,
    log,
  });
  try {
    return await goThrough(client, input);
  } finally {
    await client.close();
  }
}

const { create, run, guest, stop, delete: remove } = conferencePlans;
const stageLimitMs = 60_000;
/** Nobody ends it. */
const never = new AbortController().signal;

async function goThrough(
  client: TrueConfClient,
  { server, ownerId, tag, random, clock, log }: TestVisitInput,
): Promise<Result<void, AppError>> {
  const context = { client, ownerId, tag, random, clock, made: nothingMade(), spares: () => null };
  const found = await playStages([create, run, guest, stop, remove], context, {
    limitMs: stageLimitMs,
    signal: never,
    endedAs: () => notTried,
    lateAs: appError('timeout', { ...placeOf(server.address) }),
    log,
  });
  const error = [...found.values()].map((finding) => finding.error).find((one) => one !== null);
  return error ? err(error) : ok(undefined);
}
