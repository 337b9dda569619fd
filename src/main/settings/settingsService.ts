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
  /** Errors: `locked`; `storage-failed`, and then nothing has changed. */
  save(sections: Sections): Result<Settings, AppError>;
  /** Lays values over all layers until the end of this run; they are never stored. */
  overlay(values: (settings: Settings) => Settings): void;
  /** Called after each change. Returns a function that ends the subscription. */
  onChange(listener: (now: Settings, before: Settings) => void): () => void;
}

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

  function refresh(): void {
    const before = current;
    current = effective(stored);
    for (const listener of listeners) listener(current, before);
  }

  return {
    current: () => current,
    locked: () => lockedKeys(environment),
    preview(sections) {
      const merged = mergeSections(stored, sections, environment);
      return merged.ok ? ok(effective(merged.value)) : merged;
    },
    save(sections) {
      const merged = mergeSections(stored, sections, environment);
      if (!merged.ok) return merged;
      try {
        store.write(merged.value);
      } catch (error) {
        log.error('settings.not-saved', { cause: causeOf(error) });
        return err(appError('storage-failed'));
      }
      stored = merged.value;
      refresh();
      return ok(current);
    },
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
    if (keepAside(store, log)) writeSalvaged(store, settings, log);
  }
  return settings;
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

function writeSalvaged(store: SettingsStore, settings: Settings, log: Log): void {
  try {
    store.write(settings);
  } catch (error) {
    log.error('settings.not-saved', { cause: causeOf(error) });
  }
}
