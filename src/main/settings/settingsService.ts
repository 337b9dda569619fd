/** Holds the settings of the running app: loads them once, saves section by section, tells who listens. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { defaultSettings, type LockableKey, type Settings } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import type { Log, SettingsStore } from '../ports.ts';
import { lockedKeys, type Environment } from './environment.ts';
import { applyEnvironment, mergeSections, readDocument, type Sections } from './layers.ts';

export interface SettingsService {
  /** The effective settings. */
  current(): Settings;
  /** Fields that the environment gives. */
  locked(): readonly LockableKey[];
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
  readonly log: Log;
}

/** Never throws: settings that cannot be read give the defaults, and what was there is kept aside. */
export function createSettingsService({ store, environment, log }: SettingsDependencies): SettingsService {
  let stored = load(store, log);
  let over: (settings: Settings) => Settings = (settings) => settings;
  const listeners = new Set<(now: Settings, before: Settings) => void>();
  const effective = (from: Settings): Settings => over(applyEnvironment(from, environment));
  let current = effective(stored);
  let saving: Promise<unknown> = Promise.resolve();

  function refresh(): void {
    const before = current;
    current = effective(stored);
    for (const listener of listeners) listener(current, before);
  }

  function reload(): void {
    const next = reread(store, log);
    if (!next || JSON.stringify(next) === JSON.stringify(stored)) return;
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

  async function save(sections: Sections): Promise<Result<Settings, AppError>> {
    const merged = mergeSections(stored, sections, environment);
    if (!merged.ok) return merged;
    try {
      await store.write(merged.value);
    } catch (error) {
      return err(appError(notSaved(error)));
    }
    stored = merged.value;
    refresh();
    return ok(current);
  }

  return {
    current: () => current,
    locked: () => lockedKeys(environment),
    preview(sections) {
      const merged = mergeSections(stored, sections, environment);
      return merged.ok ? ok(effective(merged.value)) : merged;
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

function load(store: SettingsStore, log: Log): Settings {
  let document: unknown;
  try {
    document = store.read();
  } catch (error) {
    log.error('settings.unreadable', { cause: causeOf(error) });
    keepAside(store, log);
    return defaultSettings;
  }
  const { settings, damaged } = readDocument(document);
  if (damaged.length > 0) {
    log.error('settings.damaged', { sections: damaged.length });
    if (keepAside(store, log)) void writeSalvaged(store, settings, log);
  }
  return settings;
}

/** `undefined`: it cannot be read, or is damaged. */
function reread(store: SettingsStore, log: Log): Settings | undefined {
  try {
    const { settings, damaged } = readDocument(store.read());
    if (damaged.length === 0) return settings;
    log.error('settings.damaged', { sections: damaged.length });
  } catch (error) {
    log.error('settings.unreadable', { cause: causeOf(error) });
  }
  return undefined;
}

function keepAside(store: SettingsStore, log: Log): boolean {
  try {
    store.setAside();
    return true;
  } catch (error) {
    log.error('settings.not-set-aside', { cause: causeOf(error) });
    return false;
  }
}

async function writeSalvaged(store: SettingsStore, settings: Settings, log: Log): Promise<void> {
  try {
    await store.write(settings);
  } catch (error) {
    log.error('settings.not-saved', { cause: causeOf(error) });
  }
}
