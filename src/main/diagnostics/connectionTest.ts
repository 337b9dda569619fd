/** "Test connection": goes the way of a visit step by step and says of each what was found. Leaves nothing behind. */
import { appError } from '../../shared/errors.ts';
import type { TestStage } from '../../shared/ipc/contract.ts';
import { createTrueConfClient, type TrueConfServer } from '../trueconf/client.ts';
import {
  failed,
  findCertificate,
  findConnection,
  findCredentials,
  findOwner,
  findPermission,
  findRoster,
  findServer,
  notTried,
  passed,
  type ConnectionTestInput,
  type Finding,
} from './findings.ts';

export type { ConnectionTestInput } from './findings.ts';

type StageName = TestStage['stage'];

const order: readonly StageName[] = [
  'settings',
  'connection',
  'certificate',
  'server',
  'credentials',
  'permission',
  'owner',
  'roster',
];

/** All stages in the order of the contract. Never rejects. */
export async function testConnection(input: ConnectionTestInput): Promise<TestStage[]> {
  const client = input.server.address === '' ? undefined : clientOf(input);
  const stages: TestStage[] = [];
  let stopped = client === undefined;
  try {
    for (const stage of order) {
      const startedAt = performance.now();
      const finding = await find(stage, input, client, stopped);
      const ms = finding.outcome === 'not-tried' ? 0 : Math.round(performance.now() - startedAt);
      stages.push({ stage, ms, ...finding });
      stopped ||= blocks(stage) && (finding.outcome === 'failed' || finding.outcome === 'not-tried');
    }
    return stages;
  } finally {
    await client?.close();
  }
}

/** Without these the next stage can find nothing; a missing setting stops only the stage that needs it. */
function blocks(stage: StageName): boolean {
  return stage !== 'settings' && stage !== 'owner' && stage !== 'roster';
}

function clientOf({ server, secret, clock, log, limits, roots }: ConnectionTestInput): TrueConfServer {
  return createTrueConfClient({
    origin: server.address,
    clientId: server.clientId,
    secret,
    pin: server.pin,
    clock,
    log,
    ...(limits && { limits }),
    ...(roots && { roots }),
  });
}

async function find(
  stage: StageName,
  input: ConnectionTestInput,
  client: TrueConfServer | undefined,
  stopped: boolean,
): Promise<Finding> {
  if (stage === 'settings') return findSettings(input);
  if (stopped || client === undefined) return notTried;
  switch (stage) {
    case 'connection':
      return findConnection(input);
    case 'certificate':
      return findCertificate(input);
    case 'server':
      return findServer(client);
    case 'credentials':
      return findCredentials(input, client);
    case 'permission':
      return findPermission(client);
    case 'owner':
      return findOwner(input, client);
    case 'roster':
      return findRoster(client);
  }
}

async function findSettings({ server, ownerId, secret }: ConnectionTestInput): Promise<Finding> {
  // A vault that is locked now is told by the stage that needs the secret.
  const secretMissing = await secret().then(
    (value) => value === undefined || value === '',
    () => false,
  );
  const fields = [
    ['server.address', server.address === ''],
    ['server.clientId', server.clientId === ''],
    ['credentials.secret', secretMissing],
    ['doctors.id', ownerId === ''],
  ] as const;
  const missing = fields.filter(([, isMissing]) => isMissing).map(([field]) => field);
  if (missing.length === 0) return passed();
  return failed(appError('not-configured'), { missing: missing.join(' ') });
}
