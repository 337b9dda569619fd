/** Takes the settings out of their store, in whatever state the store is. Nothing here throws. */
import type { SettingsNotice } from '../../shared/ipc/contract.ts';
import { settingsVersion } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import type { Log, SettingsStore } from '../ports.ts';
import { layered, nest, noValues, same, type FieldValues } from './fieldValues.ts';
import { readDocument, type StoredDocument } from './storedDocument.ts';

export interface LoadedSettings {
  readonly values: FieldValues;
  /** What the people who work here must be told; `null`: all was well. */
  readonly notice: SettingsNotice | null;
}

/** The document that is stored for these values: what a person chose, and nothing of the defaults. */
export const documentOf = (values: FieldValues): Readonly<Record<string, unknown>> => ({
  version: settingsVersion,
  ...nest(values),
});

/**
 * A damaged document is set aside, and what it does not say soundly is taken from the last good one. One of a newer version is
 * set aside whole.
 */
export function loadSettings(store: SettingsStore, log: Log): LoadedSettings {
  const found = look(store, log);
  if (found?.state === 'sound') {
    keepLastGood(store, found.values, log);
    return { values: found.values, notice: null };
  }
  const former = lastGood(store, log);
  const values = filled(found, former);
  const reason = found?.state === 'newer' ? 'newer' : 'damaged';
  const file = setAside(store, reason, log);
  if (file !== undefined) void write(store, values, log);
  const otherwise = found?.state === 'damaged' ? 'salvaged' : 'defaults';
  return { values, notice: { file: file ?? null, reason, used: former ? 'last-good' : otherwise } };
}

/** What another process stored. `undefined`: it cannot be read, is damaged, or of a newer version. */
export function rereadSettings(store: SettingsStore, log: Log): FieldValues | undefined {
  const found = look(store, log);
  return found?.state === 'sound' ? found.values : undefined;
}

/** After each save: a copy, for when the document is damaged. What comes of it is nobody's matter but the log's. */
export function keepLastGood(store: SettingsStore, values: FieldValues, log: Log): void {
  if (values.size === 0) return;
  const keep = async (): Promise<void> => {
    const document = documentOf(values);
    if (!same(readLastGood(store), document)) await store.writeLastGood(document);
  };
  keep().catch((error: unknown) => log.warn('settings.copy-not-kept', { cause: causeOf(error) }));
}

/** `undefined`: it cannot be read. */
function look(store: SettingsStore, log: Log): StoredDocument | undefined {
  try {
    const found = readDocument(store.read());
    if (found.state === 'damaged') log.error('settings.damaged', { sections: found.damaged.length });
    if (found.state === 'newer') log.error('settings.newer');
    return found;
  } catch (error) {
    log.error('settings.unreadable', { cause: causeOf(error) });
    return undefined;
  }
}

function filled(found: StoredDocument | undefined, former: FieldValues | undefined): FieldValues {
  if (found?.state !== 'damaged') return former ?? noValues;
  const missing = [...(former ?? noValues)].filter(([key]) =>
    found.damaged.includes(key.split('.')[0] ?? ''),
  );
  return layered(new Map(missing), found.values);
}

function lastGood(store: SettingsStore, log: Log): FieldValues | undefined {
  const document = readLastGood(store);
  if (document === undefined) return undefined;
  const found = readDocument(document);
  if (found.state === 'sound') return found.values;
  log.warn('settings.copy-unusable', { state: found.state });
  return undefined;
}

function readLastGood(store: SettingsStore): unknown {
  try {
    return store.readLastGood();
  } catch {
    return undefined;
  }
}

/** The name under which it is kept; `undefined`: it could not be. */
function setAside(store: SettingsStore, reason: 'damaged' | 'newer', log: Log): string | undefined {
  try {
    return store.setAside(reason);
  } catch (error) {
    log.error('settings.not-set-aside', { cause: causeOf(error) });
    return undefined;
  }
}

async function write(store: SettingsStore, values: FieldValues, log: Log): Promise<void> {
  try {
    await store.write(documentOf(values));
  } catch (error) {
    log.error('settings.not-saved', { cause: causeOf(error) });
  }
}
