/** The stages of the server as a rehearsal plays them: the shared ones, the name by itself, and the version of the interface. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { failureOf } from '../../trueconf/failures.ts';
import { placeOf } from '../../trueconf/place.ts';
import { failed, notTried, passed, unknown, type Finding } from '../findings.ts';
import { plans, type TestContext } from '../plans.ts';
import type { StagePlan } from '../stages.ts';
import { endsSoon } from './dates.ts';

type Plan<Name extends 'lookup' | 'certificate' | 'permission' | 'api' | 'owner'> = StagePlan<
  Name,
  TestContext
>;

/** The names that a proxy looks up need not be known here. */
const lookupPlan: Plan<'lookup'> = {
  stage: 'lookup',
  needs: [],
  async look({ client, server, way, clock }) {
    if (!client) return notTried;
    const place = placeOf(server.address);
    const { host } = place;
    try {
      const [first] = await way.hops(place);
      if (first && first.kind !== 'direct') return { ...unknown(null), note: 'by-proxy' };
      if (isIP(host) !== 0) return passed({ host });
      const found = await lookup(host, { all: true });
      const addresses = found.map(({ address }) => address).join(' ');
      return passed({ host, addresses: addresses.slice(0, 500) });
    } catch (error) {
      return failed(failureOf(error, place, null, clock.now()));
    }
  },
};

const certificate: Plan<'certificate'> = {
  ...plans.certificate,
  async look(context) {
    const found = await plans.certificate.look(context);
    const { validTo } = found.facts;
    if (found.outcome !== 'passed' || typeof validTo !== 'number') return found;
    return { ...found, note: endsSoon(validTo, context.clock.now()) };
  },
};

/** That the interface is missing is the next stage's to say. */
const permission: Plan<'permission'> = {
  ...plans.permission,
  async look(context) {
    const found = await plans.permission.look(context);
    return isAboutApi(found) ? unknown(null) : found;
  },
};

const isAboutApi = ({ error }: Finding): boolean =>
  error?.code === 'api-missing' || error?.code === 'server-too-old';

const api: Plan<'api'> = {
  stage: 'api',
  needs: ['server'],
  async look({ client }) {
    if (!client) return notTried;
    const spoken = await client.speaks();
    return spoken.ok ? passed({ api: spoken.value }) : failed(spoken.error);
  },
};

const owner: Plan<'owner'> = {
  ...plans.owner,
  async look(context) {
    const isMissing = context.ownerId === null || context.ownerId === '';
    return isMissing ? { ...notTried, note: 'no-doctor' } : plans.owner.look(context);
  },
};

export const serverPlans = { ...plans, lookup: lookupPlan, certificate, permission, api, owner };
