/** What each channel does: one entry per channel of the contract, nothing decided here. */
import { appError, type AppError } from '../../shared/errors.ts';
import {
  requests,
  type RequestOutput,
  type SettingsView,
  type TestStage,
} from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { KeptSecret } from '../credentials/keptSecret.ts';
import type { PhoneTest } from '../reach/phoneTest.ts';
import type { SettingsService } from '../settings/settingsService.ts';
import type { Desk } from '../visits/types.ts';
import { commandOf } from './caller.ts';
import { diagnosticsRoutes, type DiagnosticsParts } from './diagnostics.ts';
import { doctorRoutes, type DoctorParts } from './doctors.ts';
import { historyRoutes } from './history.ts';
import { listFor } from './listing.ts';
import { peopleRoutes, type People } from './people.ts';
import { reachRoutes } from './reach.ts';
import { rehearsalRoutes, type RehearsalParts } from './rehearsal.ts';
import { route, type ClinicChannel, type Routes, type ShellChannel } from './router.ts';
import { settingsRoutes } from './settingsRoutes.ts';
import { trustRoutes, type TrustParts } from './trustRoutes.ts';

export interface HandlerParts extends DoctorParts, DiagnosticsParts, RehearsalParts, TrustParts {
  readonly desk: () => Desk;
  readonly settings: SettingsService;
  readonly credentials: Credentials;
  readonly proxyPassword: KeptSecret;
  readonly phoneTest: PhoneTest;
  readonly info: () => Omit<RequestOutput<'app:info'>, 'you'>;
  /** Absent: nobody signs in here. */
  readonly people?: People | undefined;
  readonly settingsView: () => Promise<SettingsView>;
  /** Whether a change of settings moves the patient's page. */
  readonly movesLinks: (now: Settings, before: Settings) => boolean;
  /** Resolve when the core works with what was saved. */
  readonly settingsSettled: () => Promise<void>;
  readonly credentialsChanged: () => Promise<void>;
  readonly testConnection: (input: {
    readonly server: Settings['server'];
    readonly ownerId: string | null;
    readonly secret: () => Promise<string | undefined>;
    readonly proxyPassword?: string | null | undefined;
  }) => Promise<readonly TestStage[]>;
  readonly startDemo: () => Promise<Result<void, AppError>>;
}

const nothing = {} as const;

export function createRoutes(parts: HandlerParts): Omit<Routes, ClinicChannel | ShellChannel> {
  const { desk } = parts;
  return {
    'app:info': route(requests['app:info'], async (_input, { you }) => ok({ ...parts.info(), you })),
    'visits:list': route(requests['visits:list'], async ({ plannedBefore }, caller) => {
      const { revision, visits } = await listFor(desk(), caller, plannedBefore);
      return ok({ revision, visits: [...visits] });
    }),
    'visits:create': route(requests['visits:create'], async ({ ownerId, label, startsAt }, caller) => {
      const owner = ownerId ?? caller.ownerId;
      if (owner === null && caller.accountId !== null) return err(appError('bad-request'));
      return desk().create({ ownerId: owner, command: commandOf(caller), label, startsAt });
    }),
    'visits:move': route(requests['visits:move'], ({ visitId, startsAt }) => desk().move(visitId, startsAt)),
    'visits:late': route(requests['visits:late'], async ({ minutes, ownerId }, caller) => {
      const owner = ownerId ?? caller.ownerId;
      return owner === null ? err(appError('bad-request')) : desk().late(owner, minutes);
    }),
    'visits:start': route(requests['visits:start'], ({ visitId }) => desk().start(visitId)),
    'visits:setLabel': route(requests['visits:setLabel'], ({ visitId, label }) =>
      desk().setLabel(visitId, label),
    ),
    'visits:setNote': route(requests['visits:setNote'], ({ visitId, note }) => desk().setNote(visitId, note)),
    'visits:setAdmission': route(requests['visits:setAdmission'], ({ visitId, admission }) =>
      desk().setAdmission(visitId, admission),
    ),
    'visits:end': route(requests['visits:end'], ({ visitId, noShow }) => desk().end(visitId, noShow)),
    'visits:reopen': route(requests['visits:reopen'], ({ visitId }) => desk().reopen(visitId)),
    'visits:retry': route(requests['visits:retry'], ({ visitId }) => desk().retry(visitId)),
    'visits:newLink': route(requests['visits:newLink'], ({ visitId, number }, caller) =>
      desk().newLink(visitId, commandOf(caller), number),
    ),
    'visits:addLink': route(requests['visits:addLink'], ({ visitId, label }, caller) =>
      desk().addLink(visitId, { label, command: commandOf(caller) }),
    ),
    'persons:letIn': route(requests['persons:letIn'], ({ visitId, personIds }) =>
      desk().letIn(visitId, personIds),
    ),
    'persons:decline': route(requests['persons:decline'], ({ visitId, personIds }) =>
      desk().decline(visitId, personIds),
    ),
    'persons:undecline': route(requests['persons:undecline'], ({ visitId, personIds }) =>
      desk().undecline(visitId, personIds),
    ),
    'persons:identify': route(requests['persons:identify'], ({ visitId, personId, how }) =>
      desk().identify(visitId, personId, how),
    ),
    'persons:message': route(requests['persons:message'], ({ visitId, personIds, message }) =>
      desk().message(visitId, personIds, message),
    ),
    'visits:callDone': route(requests['visits:callDone'], ({ visitId, personId, linkNumber }) =>
      desk().callDone(visitId, personId, linkNumber),
    ),
    'call:enter': route(requests['call:enter'], async ({ visitId }) => {
      const call = await desk().enterCall(visitId);
      if (call.ok && call.value.url !== null) await parts.present?.enteredIn(call.value.partition);
      const trust = parts.certificates.trustForDesks();
      return call.ok && trust ? ok({ ...call.value, trust }) : call;
    }),
    'call:leave': route(requests['call:leave'], async ({ visitId }) => {
      await desk().leaveCall(visitId);
      return ok(nothing);
    }),
    ...diagnosticsRoutes(parts),
    ...reachRoutes(parts),
    ...settingsRoutes(parts),
    ...trustRoutes(parts),
    ...rehearsalRoutes(parts),
    'demo:start': route(requests['demo:start'], async () => {
      const started = await parts.startDemo();
      return started.ok ? ok(nothing) : started;
    }),
    ...doctorRoutes(parts),
    ...historyRoutes(desk),
    ...peopleRoutes(parts.people),
  };
}
