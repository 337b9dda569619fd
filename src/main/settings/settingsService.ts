/** Holds the settings of the running app: loads them once, saves section by section, tells who listens. */
import { appError, type AppError } from '../../shared/errors.ts';
import type { SettingsNotice } from '../../shared/ipc/contract.ts';
import type { PolicyProblem } from '../../shared/policyProblem.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Lock, Settings } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import type { Log, SettingsStore } from '../ports.ts';
import type { Environment } from './environment.ts';
import { flatten, same } from './fieldValues.ts';
import { createLayers, type Sections } from './layers.ts';
import { documentOf, keepLastGood, loadSettings, rereadSettings } from './loading.ts';
import { emptyPolicy, type Policy } from './policy.ts';

export interface SettingsService {
  /** The effective settings. */
  current(): Settings;
  /** What counts while a person has chosen nothing. */
  defaults(): Settings;
  /** Fields that IT gives, and from where. */
  locked(): readonly Lock[];
  /** What is wrong with the policy. */
  policyProblems(): readonly PolicyProblem[];
  /** What came of settings that could not be used; `null` once somebody has saved settings. */
  notice(): SettingsNotice | null;
  /** The effective settings as they would be after this save. Errors: `locked`. */
  preview(sections: Sections): Result<Settings, AppError>;
  /**
   * Errors: `locked`; `storage-failed`, and then nothing has changed; `settings-changed`: somebody else has saved in between, and the
   * effective settings are theirs by now.
   */
  save(sections: Sections): Promise<Result<Settings, AppError>>;
  /** Takes what another process has stored. What cannot be used is logged and changes nothing. */
  reload(): void;
  /** Lays values over all layers until the end of this run; they are never stored. */
  overlay(values: (settings: Settings) => Settings): void;
  /** Called after each change. Returns a function that ends the subscription. */
  onChange(listener: (now: Settings, before: Settings) => void): () => void;
}

/** Code of what a store of several processes rejects a write with that would overwrite another's. */
const changedInBetween = 'settings-changed';

interface SettingsDependencies {
  readonly store: SettingsStore;
  readonly environment: Environment;
  /** Absent: there is none. */
  readonly policy?: Policy;
  readonly log: Log;
}

/** Never throws: settings that cannot be read give way to the last good ones, and what was there is kept aside. */
export function createSettingsService(dependencies: SettingsDependencies): SettingsService {
  const { store, environment, policy = emptyPolicy, log } = dependencies;
  const layers = createLayers(policy, environment);
  const loaded = loadSettings(store, log);
  let stored = loaded.values;
  let notice = loaded.notice;
  let over: (settings: Settings) => Settings = (settings) => settings;
  const listeners = new Set<(now: Settings, before: Settings) => void>();
  let current = layers.effective(stored);
  let saving: Promise<unknown> = Promise.resolve();
  for (const { source, problem } of policy.problems) log.error('settings.policy', { source, problem });

  function refresh(): void {
    const before = current;
    current = over(layers.effective(stored));
    for (const listener of listeners) listener(current, before);
  }

  function reload(): void {
    const next = rereadSettings(store, log);
    if (!next || same([...next], [...stored])) return;
    stored = next;
    refresh();
  }

  function notSaved(error: unknown): 'settings-changed' | 'storage-failed' {
    const cause = causeOf(error);
    if (cause !== changedInBetween) {
      log.error('settings.not-saved', { cause });
      return 'storage-failed';
    }
    // The store holds what the other has saved; whether it has told of it already does not matter.
    reload();
    return changedInBetween;
  }

  /** What an overlay says is nobody's choice: where a section still says it, the field was not changed. */
  function merge(sections: Sections): ReturnType<typeof layers.merge> {
    const [bare, shown] = [flatten(layers.effective(stored)), flatten(current)];
    const isOverlaid = (key: string, value: unknown): boolean =>
      same(value, shown.get(key)) && !same(value, bare.get(key));
    const values = [...flatten(sections)].filter(([key, value]) => !isOverlaid(key, value));
    return layers.merge(stored, new Map(values));
  }

  async function save(sections: Sections): Promise<Result<Settings, AppError>> {
    const merged = merge(sections);
    if (!merged.ok) return merged;
    try {
      await store.write(documentOf(merged.value));
    } catch (error) {
      return err(appError(notSaved(error)));
    }
    stored = merged.value;
    notice = null;
    keepLastGood(store, stored, log);
    refresh();
    return ok(current);
  }

  return {
    current: () => current,
    defaults: () => layers.defaults,
    locked: () => layers.locks,
    policyProblems: () => policy.problems,
    notice: () => notice,
    preview(sections) {
      const merged = merge(sections);
      return merged.ok ? ok(over(layers.effective(merged.value))) : merged;
    },
    save(sections) {
      // One after the other: each is laid over what the former has stored.
      const saved = saving.then(() => save(sections));
      // A listener that throws must not keep every later save out.
      saving = saved.catch(() => undefined);
      return saved;
    },
    reload,
    overlay(values) {
      over = values;
      refresh();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
