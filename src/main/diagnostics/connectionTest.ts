/** "Test connection": goes the way of a visit step by step and says of each what was found. Leaves nothing behind. */
import { appError, type AppError } from '../../shared/errors.ts';
import type { TestStage } from '../../shared/ipc/contract.ts';
import { pinOf } from '../../shared/settings.ts';
import { createTrueConfClient, type TrueConfServer } from '../trueconf/client.ts';
import { placeOf } from '../trueconf/place.ts';
import { readTrust } from '../trueconf/serverTrust.ts';
import { notTried, type ConnectionTestInput } from './findings.ts';
import { plans } from './plans.ts';
import { playStages } from './stages.ts';

export type { ConnectionTestInput } from './findings.ts';

const stageLimitMs = 20_000;
/** Nobody ends it. */
const never = new AbortController().signal;

/** All stages in the order of the contract. Never rejects. */
export async function testConnection(input: ConnectionTestInput): Promise<TestStage[]> {
  const client = input.server.address === '' ? undefined : clientOf(input);
  const stages: TestStage[] = [];
  const { settings, proxy, connection, certificate, server, credentials, permission, owner, roster } = plans;
  const order = [settings, proxy, connection, certificate, server, credentials, permission, owner, roster];
  try {
    await playStages(
      order,
      { ...input, client },
      {
        limitMs: stageLimitMs,
        signal: never,
        endedAs: () => notTried,
        lateAs: lateAs(input),
        log: input.log,
        onEnd: (stage, { outcome, error, facts }, ms) => stages.push({ stage, outcome, ms, error, facts }),
      },
    );
    return stages;
  } finally {
    await client?.close();
  }
}

/** Said of a stage that takes too long. */
export function lateAs({ server }: Pick<ConnectionTestInput, 'server'>): AppError {
  return appError('timeout', server.address === '' ? {} : { ...placeOf(server.address) });
}

/** For one test; to be closed after it. */
export function clientOf(input: ConnectionTestInput): TrueConfServer {
  const { server, secret, clock, log, limits, roots, way } = input;
  const trust = readTrust(server, clock.now());
  return createTrueConfClient({
    origin: server.address,
    clientId: server.clientId,
    secret,
    // A CA file that cannot be read fails the stage of the certificate, and nothing is asked after that.
    ...(trust.ok ? trust.value : { pin: pinOf(server) }),
    way,
    clock,
    log,
    ...(limits && { limits }),
    ...(roots && { roots }),
  });
}
