/** What each stage of "Test connection" looks at. */
import net from 'node:net';
import { appError, type AppError, type ErrorDetails } from '../../shared/errors.ts';
import type { TestStage } from '../../shared/ipc/contract.ts';
import type { StageNote } from '../../shared/ipc/rehearsal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { manyAddresses } from '../proxy/tunnel.ts';
import type { Way } from '../proxy/way.ts';
import { decideTrust } from '../security/certificates.ts';
import type { TrueConfServer } from '../trueconf/client.ts';
import { defaultLimits, type Limits } from '../trueconf/dispatcher.ts';
import { failureOf } from '../trueconf/failures.ts';
import { placeOf, type Place } from '../trueconf/place.ts';
import { readTrust } from '../trueconf/serverTrust.ts';
import { lookAtCertificate } from '../trueconf/tlsProbe.ts';

export interface ConnectionTestInput {
  /** What is on the screen, saved or not. */
  readonly server: Settings['server'];
  /** TrueConf ID of the doctor; empty: not filled in; `null`: there is no doctor to try, and none is missing. */
  readonly ownerId: string | null;
  /** `undefined`: none is known. Errors: rejects with `SecretUnavailable`. */
  readonly secret: () => Promise<string | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<Limits>;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: () => readonly string[];
  /** Proxies on the way, as the screen has them. */
  readonly way: Way;
}

/** A stage without its name and its time. `note`: of a rehearsal. */
export interface Finding extends Pick<TestStage, 'outcome' | 'facts'> {
  readonly error: AppError | null;
  readonly note?: StageNote | null;
}

/** After a stage that failed. */
export const notTried: Finding = { outcome: 'not-tried', error: null, facts: {} };

/** With what was found. */
export function passed(facts: ErrorDetails = {}): Finding {
  return { outcome: 'passed', error: null, facts };
}

/** With why, and what was found all the same. */
export function failed(error: AppError, facts: ErrorDetails = {}): Finding {
  return { outcome: 'failed', error, facts };
}

/** What could not be told, and why where that is known. */
export const unknown = (error: AppError | null): Finding => ({ outcome: 'unknown', error, facts: {} });

/** Name lookup and connection where no proxy is on the way. Facts: host, port, address. */
export async function findStraight({ server, limits, clock }: ConnectionTestInput): Promise<Finding> {
  const place = placeOf(server.address);
  const reached = await reach(place, limits?.connectMs ?? defaultLimits.connectMs, clock);
  return reached.ok ? passed({ ...place, address: reached.value }) : failed(reached.error);
}

/** The address that the name leads to and that takes connections. */
function reach(place: Place, timeoutMs: number, clock: Clock): Promise<Result<string, AppError>> {
  const { promise, resolve } = Promise.withResolvers<Result<string, AppError>>();
  const socket = net.connect({ ...place, ...manyAddresses });
  const fail = (thrown: unknown) => {
    resolve(err(failureOf(thrown, place, null, clock.now())));
    socket.destroy();
  };
  socket.setTimeout(timeoutMs, () => fail(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })));
  socket.once('error', fail);
  socket.once('connect', () => {
    resolve(ok(socket.remoteAddress ?? ''));
    socket.destroy();
  });
  return promise;
}

/** The chain, the name, the dates and what is trusted. Facts: subject, issuer, validTo (epoch ms), sha256, trustedBy. */
export async function findCertificate({
  server,
  limits,
  roots,
  clock,
  way,
}: ConnectionTestInput): Promise<Finding> {
  // http is allowed on this computer only (`serverAddress.ts`).
  if (server.address.startsWith('http:')) return passed({ encryption: 'none' });
  const now = () => clock.now();
  const trust = readTrust(server, now());
  if (!trust.ok) return failed(trust.error);
  const { pin, authorities } = trust.value;
  const timeoutMs = limits?.connectMs ?? defaultLimits.connectMs;
  const options = { now, timeoutMs, authorities, way, ...(roots && { roots }) };
  const seen = await lookAtCertificate(server.address, options);
  if (!seen.ok) return failed(seen.error);
  const { host, port, sha256, subject, issuer, validTo, verdict } = seen.value;
  const facts = { subject, issuer, validTo, sha256 };
  const decision = decideTrust({
    host,
    port,
    certificate: seen.value,
    systemVerdict: verdict,
    pin,
    now: now(),
  });
  if (decision.accept) return passed({ ...facts, trustedBy: decision.by });
  return failed(appError(decision.code, { host, port }), facts);
}

/** Less is of no consequence to links, times and certificates. */
const clockMayDifferMinutes = 5;

/**
 * Whether it is a TrueConf server. Facts: product, version; clockMinutes where the clocks differ, positive: ours is ahead.
 */
export async function findServer(client: TrueConfServer): Promise<Finding> {
  const told = await client.probe();
  if (told.ok) {
    const { product, version } = told.value;
    const facts = { ...(product !== null && { product }), ...(version !== null && { version }) };
    const clockMinutes = Math.round((client.clockAheadMs() ?? 0) / 60_000);
    const isOff = Math.abs(clockMinutes) >= clockMayDifferMinutes;
    return isOff ? { ...passed({ ...facts, clockMinutes }), note: 'clock-off' } : passed(facts);
  }
  // A server before 5.5 may answer with a page that it has no such address; the token endpoint then tells.
  const absent = told.error.code === 'not-trueconf' && told.error.details?.['status'] === 404;
  return absent ? unknown(null) : failed(told.error);
}

/** Not tried with half of the credentials: the stage of the settings has named what is missing. */
export async function findCredentials(
  { server }: ConnectionTestInput,
  client: TrueConfServer,
): Promise<Finding> {
  if (server.clientId === '') return notTried;
  const scopes = await client.scopes();
  if (!scopes.ok) return scopes.error.code === 'not-configured' ? notTried : failed(scopes.error);
  return passed(scopes.value === null ? {} : { permissions: scopes.value.join(' ').slice(0, 500) });
}

/** What the token says and what the server does: a list that is refused, or a permission to write that is missing. */
export async function findPermission(client: TrueConfServer): Promise<Finding> {
  const allowed = await client.mayList();
  if (!allowed.ok) return failed(allowed.error);
  const scopes = await client.scopes();
  if (!scopes.ok) return failed(scopes.error);
  if (scopes.value === null) return passed();
  const mayWrite = scopes.value.includes('conferences') || scopes.value.includes('conferences:write');
  return mayWrite ? passed() : failed(appError('permission-missing', { permission: 'conferences' }));
}

/** The doctor. Facts: name. */
export async function findOwner({ ownerId }: ConnectionTestInput, client: TrueConfServer): Promise<Finding> {
  if (ownerId === null || ownerId === '') return notTried;
  const owner = await client.user(ownerId);
  if (owner.ok) return passed({ name: owner.value.displayName.slice(0, 500) });
  // Without this permission visits work all the same; only the doctor's ID cannot be checked.
  return owner.error.code === 'permission-missing' ? unknown(owner.error) : failed(owner.error);
}

/** Whether it can be seen who is in the call. */
export async function findRoster(client: TrueConfServer): Promise<Finding> {
  const permission = 'conferences.participants:read';
  const scopes = await client.scopes();
  if (!scopes.ok) return failed(scopes.error);
  if (scopes.value === null) return unknown(null);
  const allowed = scopes.value.includes(permission) || scopes.value.includes('conferences.participants');
  return allowed ? passed() : failed(appError('permission-missing', { permission }));
}
