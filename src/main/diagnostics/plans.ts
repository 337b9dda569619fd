/** The stages that "Test connection" and the rehearsal share, each with what it needs and how long it may take. */
import { appError } from '../../shared/errors.ts';
import type { TestStage } from '../../shared/ipc/contract.ts';
import type { TrueConfServer } from '../trueconf/client.ts';
import {
  failed,
  findCertificate,
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
import { findConnection, findProxy } from './proxyFindings.ts';
import type { AnyStage, StagePlan } from './stages.ts';

export interface TestContext extends ConnectionTestInput {
  /** `undefined`: no address is filled in, and nothing but the settings can be looked at. */
  readonly client: TrueConfServer | undefined;
}

export type Plan<Context> = StagePlan<AnyStage, Context>;

/** With a client, or not at all. */
const asking =
  (look: (client: TrueConfServer, context: TestContext) => Promise<Finding>) =>
  async (context: TestContext): Promise<Finding> =>
    context.client ? look(context.client, context) : notTried;

/** A missing setting hinders only the stage that needs it; neither do a doctor or a roster that cannot be found. */
export const plans = {
  settings: { stage: 'settings', needs: [], look: findSettings },
  proxy: { stage: 'proxy', needs: [], look: asking((_client, context) => findProxy(context)) },
  connection: {
    stage: 'connection',
    needs: ['lookup', 'proxy'],
    look: asking((_client, context) => findConnection(context)),
  },
  certificate: { stage: 'certificate', needs: ['connection'], look: findCertificate },
  server: { stage: 'server', needs: ['certificate'], look: asking(findServer) },
  credentials: {
    stage: 'credentials',
    needs: ['server'],
    look: asking((client, context) => findCredentials(context, client)),
  },
  permission: { stage: 'permission', needs: ['credentials'], look: asking(findPermission) },
  owner: {
    stage: 'owner',
    needs: ['permission'],
    look: asking((client, context) => findOwner(context, client)),
  },
  roster: { stage: 'roster', needs: ['permission'], look: asking(findRoster) },
} as const satisfies Readonly<Record<TestStage['stage'], Plan<TestContext>>>;

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
