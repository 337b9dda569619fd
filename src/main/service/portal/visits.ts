/** What a system may do with visits: through the core's router, as one more caller with its own doctors. */
import { createHash } from 'node:crypto';
import { requests, type VisitView } from '../../../shared/ipc/contract.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { holdsGuestSeat } from '../../../shared/person.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { App, Caller } from '../../app.ts';
import type { Clock } from '../../ports.ts';
import type { Directory } from '../access/directory.ts';
import type { PortalCaller } from './keys.ts';
import type { PortalRequests } from './requests.ts';
import type { newLink, newVisit, PortalLink, PortalVisit, ProblemCode } from './schemas.ts';
import { linkViewOf, viewOf } from './views.ts';
import type { z } from 'zod';

export interface PortalVisitsParts {
  readonly router: App['router'];
  /** `undefined`: there is none. Errors: rejects when the store cannot answer. */
  readonly visitView: (visitId: string) => Promise<VisitView | undefined>;
  readonly directory: Pick<Directory, 'doctors' | 'owners'>;
  readonly requests: PortalRequests;
  readonly clock: Clock;
}

/** `correlationId`: under which the core has logged the cause. */
export interface Refused {
  readonly code: ProblemCode;
  readonly correlationId?: string;
}
type Outcome<T = PortalVisit> = Promise<Result<T, Refused>>;

/** Each rejects when the store cannot answer. */
export interface PortalVisits {
  create(caller: PortalCaller, idempotencyKey: string, wanted: z.output<typeof newVisit>): Outcome;
  read(caller: PortalCaller, visitId: string): Outcome;
  move(caller: PortalCaller, visitId: string, startsAt: string): Outcome;
  cancel(caller: PortalCaller, visitId: string): Outcome;
  addLink(
    caller: PortalCaller,
    idempotencyKey: string,
    visitId: string,
    wanted: z.output<typeof newLink>,
  ): Outcome<PortalLink>;
}

const sha256 = (...parts: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest();

export function createPortalVisits(parts: PortalVisitsParts): PortalVisits {
  const { router, directory, clock } = parts;

  /** Of a doctor who is at one of the key's sites. */
  async function found(caller: PortalCaller, visitId: string): Promise<VisitView | undefined> {
    const visit = await parts.visitView(visitId);
    return visit && isAtSiteOf(caller, directory.owners(), visit.ownerId) ? visit : undefined;
  }

  async function dispatched(
    channel: 'visits:create' | 'visits:move' | 'visits:end' | 'visits:addLink',
    input: Readonly<Record<string, unknown>>,
    as: Caller,
  ): Outcome<unknown> {
    const envelope = await router.dispatch(channel, input, as);
    if (envelope.ok) return ok(envelope.value);
    const { code, correlationId } = envelope.error;
    return err({ code: problemFor(code), correlationId });
  }
  async function ask(
    channel: 'visits:create' | 'visits:move' | 'visits:end',
    input: Readonly<Record<string, unknown>>,
    as: Caller,
  ): Outcome {
    const done = await dispatched(channel, input, as);
    return done.ok ? ok(viewOf(requests[channel].output.parse(done.value))) : done;
  }
  /**
   * Once under its key. By the system and not by its key: a request that is sent again with the next key is the same.
   * What was refused and made nothing frees the key, for whoever put it there: the system mends the request and sends
   * it again. Errors: `idempotency-key-reused`, those of `task`.
   */
  async function once<T>(
    { system }: PortalCaller,
    idempotencyKey: string,
    body: readonly string[],
    task: (commandKey: string) => Outcome<T>,
  ): Outcome<T> {
    const requestKey = sha256('portal-request', system, idempotencyKey);
    const [keyHash, bodyHash] = [requestKey.toString('hex'), sha256(...body).toString('hex')];
    const first = await parts.requests.remember(keyHash, bodyHash, clock.now());
    if (first.bodyHash !== bodyHash) return err({ code: 'idempotency-key-reused' });
    const done = await task(requestKey.toString('base64url').slice(0, 22));
    if (first.isNew && !done.ok && madeNothing(done.error.code)) await parts.requests.forget(keyHash);
    return done;
  }

  return {
    async create(caller, idempotencyKey, { doctorId, startsAt, label }) {
      if (!isAtSiteOf(caller, directory.doctors(), doctorId)) return err({ code: 'doctor-unknown' });
      const input = {
        ownerId: doctorId,
        ...(label !== undefined && { label }),
        ...(startsAt !== undefined && { startsAt: Date.parse(startsAt) }),
      };
      return once(caller, idempotencyKey, [doctorId, startsAt ?? '', label ?? ''], (commandKey) =>
        ask('visits:create', input, asCaller(caller, commandKey)),
      );
    },
    async read(caller, visitId) {
      const visit = await found(caller, visitId);
      return visit ? ok(viewOf(visit)) : err({ code: 'visit-not-found' });
    },
    async move(caller, visitId, startsAt) {
      if (!(await found(caller, visitId))) return err({ code: 'visit-not-found' });
      return ask('visits:move', { visitId, startsAt: Date.parse(startsAt) }, asCaller(caller, null));
    },
    async cancel(caller, visitId) {
      const visit = await found(caller, visitId);
      if (!visit) return err({ code: 'visit-not-found' });
      // A machine does not end a conversation.
      if (isUnderWay(visit)) return err({ code: 'visit-under-way' });
      return ask('visits:end', { visitId }, asCaller(caller, null));
    },
    async addLink(caller, idempotencyKey, visitId, { label = '' }) {
      if (!(await found(caller, visitId))) return err({ code: 'visit-not-found' });
      return once(caller, idempotencyKey, ['link', visitId, label, ''], async (commandKey) => {
        const as = asCaller(caller, commandKey);
        const done = await dispatched('visits:addLink', { visitId, label }, as);
        if (!done.ok) return done;
        const { visit, number } = requests['visits:addLink'].output.parse(done.value);
        const link = visit.extraLinks.find((one) => one.number === number);
        return link ? ok(linkViewOf(link)) : err({ code: 'unavailable' });
      });
    },
  };
}

/** After anything else the visit may be there, or come to be: the core answers `unavailable` then. */
const refusals: ReadonlySet<ProblemCode> = new Set([
  'time-not-possible',
  'doctor-unknown',
  'visit-not-found',
  'visit-closed',
  'no-more-links',
]);
const madeNothing = (code: ProblemCode): boolean => refusals.has(code);

function isAtSiteOf(
  { siteIds }: PortalCaller,
  owners: ReturnType<Directory['owners']>,
  ownerId: string,
): boolean {
  const owner = owners.find((candidate) => candidate.id === ownerId);
  return owner !== undefined && owner.siteIds.some((siteId) => siteIds.includes(siteId));
}

/** Whose connection was lost comes back by the link. */
const isUnderWay = ({ phase, persons }: VisitView): boolean =>
  phase === 'live' && persons.some(({ state }) => holdsGuestSeat(state));

/** No account of a person: the prefix cannot begin an account's id (22 characters of base64url). */
const asCaller = ({ system }: PortalCaller, commandKey: string | null): Caller => ({
  you: null,
  accountId: `portal:${system}`,
  ownerId: null,
  ownerIds: [],
  commandKey,
});

/** The input was checked before: what the core still finds wrong with it is the time. */
function problemFor(code: ErrorCode): ProblemCode {
  switch (code) {
    case 'bad-request':
      return 'time-not-possible';
    case 'owner-unknown':
      return 'doctor-unknown';
    case 'visit-not-found':
    case 'visit-not-planned':
    case 'visit-closed':
      return code;
    case 'links-full':
    case 'places-too-few':
    case 'guest-seats-taken':
      return 'no-more-links';
    default:
      return 'unavailable';
  }
}
