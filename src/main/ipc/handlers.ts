/** What each channel does: one entry per channel of the contract, nothing decided here. */
import { appError, type AppError } from '../../shared/errors.ts';
import {
  requests,
  type RequestOutput,
  type SettingsView,
  type TestStage,
} from '../../shared/ipc/contract.ts';
import type { CertificateView, HandlerInput } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Doctor, Settings } from '../../shared/settings.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { SettingsService } from '../settings/settingsService.ts';
import type { Desk } from '../visits/types.ts';
import { commandOf } from './caller.ts';
import { peopleRoutes, type People } from './people.ts';
import { route, type ClinicChannel, type Routes } from './router.ts';

export interface HandlerParts {
  readonly desk: () => Desk;
  readonly settings: SettingsService;
  readonly credentials: Credentials;
  readonly info: () => Omit<RequestOutput<'app:info'>, 'you'>;
  /** For whom visits can be made. */
  readonly doctors: () => readonly Doctor[];
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
  }) => Promise<readonly TestStage[]>;
  readonly lookAtCertificate: (address: string) => Promise<Result<CertificateView, AppError>>;
  readonly startDemo: () => Promise<Result<void, AppError>>;
}

const nothing = {} as const;

export function createRoutes(parts: HandlerParts): Omit<Routes, ClinicChannel> {
  const { desk, settings, credentials } = parts;
  return {
    'app:info': route(requests['app:info'], async (_input, { you }) => ok({ ...parts.info(), you })),
    'visits:list': route(requests['visits:list'], async ({ plannedBefore }, { ownerIds }) => {
      const { revision, visits } = await desk().list({ ownerIds, plannedBefore });
      return ok({ revision, visits: [...visits] });
    }),
    'visits:create': route(requests['visits:create'], async ({ ownerId, label, startsAt }, caller) => {
      const owner = ownerId ?? caller.ownerId;
      if (owner === null && caller.accountId !== null) return err(appError('bad-request'));
      return desk().create({ ownerId: owner, command: commandOf(caller), label, startsAt });
    }),
    'visits:move': route(requests['visits:move'], ({ visitId, startsAt }) => desk().move(visitId, startsAt)),
    'visits:start': route(requests['visits:start'], ({ visitId }) => desk().start(visitId)),
    'visits:setLabel': route(requests['visits:setLabel'], ({ visitId, label }) =>
      desk().setLabel(visitId, label),
    ),
    'visits:setAdmission': route(requests['visits:setAdmission'], ({ visitId, admission }) =>
      desk().setAdmission(visitId, admission),
    ),
    'visits:end': route(requests['visits:end'], ({ visitId }) => desk().end(visitId)),
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
    'persons:message': route(requests['persons:message'], ({ visitId, personIds, message }) =>
      desk().message(visitId, personIds, message),
    ),
    'visits:callDone': route(requests['visits:callDone'], ({ visitId, personId, linkNumber }) =>
      desk().callDone(visitId, personId, linkNumber),
    ),
    'call:enter': route(requests['call:enter'], ({ visitId }) => desk().enterCall(visitId)),
    'call:leave': route(requests['call:leave'], async ({ visitId }) => {
      await desk().leaveCall(visitId);
      return ok(nothing);
    }),
    'settings:get': route(requests['settings:get'], async () => ok(await parts.settingsView())),
    'settings:save': route(requests['settings:save'], (input) => saveSettings(parts, input)),
    'credentials:save': route(requests['credentials:save'], async ({ secret, consent }) =>
      afterwards(parts, await credentials.save(secret, consent)),
    ),
    'credentials:forget': route(requests['credentials:forget'], async () =>
      afterwards(parts, await credentials.forget()),
    ),
    'connection:test': route(requests['connection:test'], async ({ server, ownerId, secret }) => {
      const stages = await parts.testConnection({
        server,
        ownerId,
        secret: secretFor(server.address, secret, settings.current(), credentials),
      });
      return ok({ stages: [...stages] });
    }),
    'certificate:look': route(requests['certificate:look'], ({ address }) =>
      parts.lookAtCertificate(address),
    ),
    'demo:start': route(requests['demo:start'], async () => {
      const started = await parts.startDemo();
      return started.ok ? ok(nothing) : started;
    }),
    'doctors:list': route(requests['doctors:list'], async (_input, { ownerIds }) => {
      const listed = parts.doctors().filter(({ id }) => ownerIds === null || ownerIds.includes(id));
      return ok({ doctors: listed.map(({ id, name }) => ({ id, name })) });
    }),
    ...peopleRoutes(parts.people),
  };
}

/** The stored secret is shown to the saved server only: not to whatever address stands on the screen. */
function secretFor(
  address: string,
  typed: string | null,
  saved: Settings,
  credentials: Credentials,
): () => Promise<string | undefined> {
  if (typed !== null) return async () => typed;
  return address === saved.server.address ? () => credentials.secret() : async () => undefined;
}

async function afterwards(
  parts: HandlerParts,
  change: Result<void, AppError>,
): Promise<Result<SettingsView, AppError>> {
  if (!change.ok) return err(change.error);
  await parts.credentialsChanged();
  return ok(await parts.settingsView());
}

async function saveSettings(
  parts: HandlerParts,
  { sections, linksMayDie }: HandlerInput<'settings:save'>,
): Promise<Result<RequestOutput<'settings:save'>, AppError>> {
  const { settings } = parts;
  const preview = settings.preview(sections);
  if (!preview.ok) return preview;
  if (!linksMayDie && parts.movesLinks(preview.value, settings.current())) {
    const { visits } = await parts.desk().list();
    const dying = visits.filter(({ link }) => link !== null);
    if (dying.length > 0) {
      const summaries = dying.map(({ id, label, createdAt }) => ({ id, label, createdAt }));
      return ok({ state: 'links-would-die', visits: summaries });
    }
  }
  const saved = await settings.save(sections);
  if (!saved.ok) return saved;
  await parts.settingsSettled();
  return ok({ state: 'saved', view: await parts.settingsView() });
}
