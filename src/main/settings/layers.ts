/** How the layers of the settings lie on each other, as pure functions: default < user < environment. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import {
  defaultSettings,
  sectionSchemas,
  settingsSchema,
  type LockableKey,
  type Settings,
} from '../../shared/settings.ts';
import type { Environment } from './environment.ts';

/** Sections as they come from the screen, parsed. */
export type Sections = { readonly [Name in keyof typeof sectionSchemas]?: Settings[Name] | undefined };

/** What the stored document says, section by section, and which sections could not be used. */
export function readDocument(document: unknown): { settings: Settings; damaged: readonly string[] } {
  const whole = settingsSchema.safeParse(document ?? {});
  if (whole.success) return { settings: whole.data, damaged: [] };
  const known: Record<string, unknown> = { ...(typeof document === 'object' ? document : {}) };
  const usable: Record<string, unknown> = {};
  const damaged = Object.keys(known).filter((name) => !(name in sectionSchemas) && name !== 'version');
  for (const [name, schema] of Object.entries(sectionSchemas)) {
    if (known[name] === undefined) continue;
    if (schema.safeParse(known[name]).success) usable[name] = known[name];
    else damaged.push(name);
  }
  const salvaged = settingsSchema.safeParse(usable);
  return {
    settings: salvaged.success ? salvaged.data : defaultSettings,
    damaged: damaged.length > 0 ? damaged : ['version'],
  };
}

/** The effective settings. The owner's name goes with the TrueConf ID: an ID from the environment takes no other's name. */
export function applyEnvironment(stored: Settings, environment: Environment): Settings {
  const { owner } = environment;
  const list =
    owner === undefined
      ? stored.doctors.list
      : [
          stored.doctors.list.find(({ id }) => id === owner) ?? { id: owner, name: '' },
          ...stored.doctors.list.filter(({ id }) => id !== owner),
        ];
  return {
    ...stored,
    server: {
      ...stored.server,
      address: environment.server ?? stored.server.address,
      clientId: environment.clientId ?? stored.server.clientId,
    },
    doctors: { ...stored.doctors, list: list.slice(0, 50) },
    visits: { ...stored.visits, topic: environment.topic ?? stored.visits.topic },
    app: { ...stored.app, language: environment.language ?? stored.app.language },
  };
}

/**
 * What is stored after a save. A field that the environment gives comes back from the screen unchanged and the stored
 * value under it stays. Errors: `locked` with the field, when it was changed.
 */
export function mergeSections(
  stored: Settings,
  sections: Sections,
  environment: Environment,
): Result<Settings, AppError> {
  const effective = applyEnvironment(stored, environment);
  const changed = changedLock(effective, sections, environment);
  if (changed) return err(appError('locked', { field: changed }));
  const { server, doctors, join, visits, clinic, messages, privacy, app, service, present } = sections;
  return ok({
    ...stored,
    ...(server && {
      server: {
        ...server,
        address: environment.server === undefined ? server.address : stored.server.address,
        clientId: environment.clientId === undefined ? server.clientId : stored.server.clientId,
      },
    }),
    ...(doctors && { doctors }),
    ...(join && { join }),
    ...(visits && {
      visits: { ...visits, topic: environment.topic === undefined ? visits.topic : stored.visits.topic },
    }),
    ...(clinic && { clinic }),
    ...(messages && { messages }),
    ...(privacy && { privacy }),
    ...(app && { app: environment.language === undefined ? app : stored.app }),
    ...(service && { service }),
    ...(present && { present }),
  });
}

function changedLock(
  effective: Settings,
  sections: Sections,
  environment: Environment,
): LockableKey | undefined {
  const { server, doctors, visits, app } = sections;
  const checks: readonly (readonly [
    LockableKey,
    string | undefined,
    string | undefined,
    string | undefined,
  ])[] = [
    ['server.address', environment.server, effective.server.address, server?.address],
    ['server.clientId', environment.clientId, effective.server.clientId, server?.clientId],
    ['doctors.id', environment.owner, effective.doctors.list[0]?.id, doctors && (doctors.list[0]?.id ?? '')],
    ['visits.topic', environment.topic, effective.visits.topic, visits?.topic],
    ['app.language', environment.language, effective.app.language, app?.language],
  ];
  return checks.find(
    ([, given, now, wanted]) => given !== undefined && wanted !== undefined && wanted !== now,
  )?.[0];
}
