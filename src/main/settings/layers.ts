/** How the layers of the settings lie on each other: default < policy default < user < environment < policy forced. Pure. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Doctor, Lock, sectionSchemas, Settings } from '../../shared/settings.ts';
import { environmentValues, lockedKeys, type Environment } from './environment.ts';
import { flatten, layered, same, settingsOf, type FieldValues } from './fieldValues.ts';
import type { Policy } from './policy.ts';

/** Sections as they come from the screen, parsed. */
export type Sections = { readonly [Name in keyof typeof sectionSchemas]?: Settings[Name] | undefined };

export interface Layers {
  /** Fields that IT gives, each with the strongest source that gives it. */
  readonly locks: readonly Lock[];
  effective(stored: FieldValues): Settings;
  /** What counts while a person has chosen nothing: defaults, and those of the policy. */
  readonly defaults: Settings;
  /**
   * What is stored after a save. A value that the layers below say as well is not stored, so that it goes on following them; under
   * a locked field the stored value stays. Errors: `locked` with field and source, when such a field was changed.
   */
  merge(stored: FieldValues, saved: FieldValues): Result<FieldValues, AppError>;
}

export function createLayers(policy: Policy, environment: Environment): Layers {
  const locks = locksOf(policy, environment);
  const defaults = settingsOf(policy.defaults);
  const below = flatten(defaults);

  function effective(stored: FieldValues): Settings {
    const own = settingsOf(layered(policy.defaults, stored, environmentValues(environment)));
    const list = withOwner(own.doctors.list, environment.owner);
    return settingsOf(layered(flatten(own), new Map([['doctors.list', list]]), policy.forced));
  }

  function merge(stored: FieldValues, saved: FieldValues): Result<FieldValues, AppError> {
    const now = flatten(effective(stored));
    const next = new Map(stored);
    for (const [key, value] of saved) {
      const lock = locks.find((one) => one.key === key) ?? ownerLock(key, value, now.get(key), locks);
      if (lock?.key === key && same(value, now.get(key))) continue;
      if (lock) return err(appError('locked', { field: lock.key, source: lock.source }));
      if (same(value, below.get(key))) next.delete(key);
      else next.set(key, value);
    }
    return ok(next);
  }

  return { locks, defaults, effective, merge };
}

/** The owner's name goes with the TrueConf ID: an ID from the environment takes no other's name. */
function withOwner(list: readonly Doctor[], owner: string | undefined): readonly Doctor[] {
  if (owner === undefined) return list;
  const own = list.find(({ id }) => id === owner) ?? { id: owner, name: '' };
  return [own, ...list.filter(({ id }) => id !== owner)].slice(0, 50);
}

/** The list may change, but not who is its first. `undefined`: there is no such lock, or it is kept. */
function ownerLock(key: string, value: unknown, now: unknown, locks: readonly Lock[]): Lock | undefined {
  if (key !== 'doctors.list' || same(firstId(value), firstId(now))) return undefined;
  return locks.find((lock) => lock.key === 'doctors.id');
}

function firstId(list: unknown): unknown {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === 'object' && first !== null && 'id' in first ? first.id : '';
}

/** A policy is stronger than the environment, which a person may change; a forced list of doctors says who is first, too. */
function locksOf(policy: Policy, environment: Environment): readonly Lock[] {
  const list = policy.locks.find(({ key }) => key === 'doctors.list');
  const forced: readonly Lock[] = [
    ...policy.locks,
    ...(list ? [{ key: 'doctors.id' as const, source: list.source }] : []),
  ];
  const others = lockedKeys(environment)
    .filter((key) => !forced.some((lock) => lock.key === key))
    .map((key) => ({ key, source: 'environment' as const }));
  return [...others, ...forced];
}
