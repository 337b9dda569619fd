/** With which clinic's service the desktop works: from its settings document, from the environment or from a policy. */
import type { Settings } from '../../shared/settings.ts';
import type { SettingsStore } from '../ports.ts';
import { emptyEnvironment, type Environment } from '../settings/environment.ts';
import { noValues } from '../settings/fieldValues.ts';
import { createLayers } from '../settings/layers.ts';
import { emptyPolicy, type Policy } from '../settings/policy.ts';
import { readDocument } from '../settings/storedDocument.ts';

export interface ClinicPlace {
  /** Origin of the service; empty: this PC alone. */
  readonly address: string;
  /** The environment or a policy gives it. */
  readonly locked: boolean;
}

type Given = Pick<Environment, 'service'>;

export function clinicPlace(
  document: unknown,
  { service }: Given,
  policy: Policy = emptyPolicy,
): ClinicPlace {
  const layers = createLayers(policy, { ...emptyEnvironment, service });
  const found = readDocument(document);
  const { address } = layers.effective('values' in found ? found.values : noValues).service;
  return { address, locked: layers.locks.some(({ key }) => key === 'service.address') };
}

/** The same of a store; one that cannot be read names no service, and its own user deals with it. */
export function readPlace(
  store: Pick<SettingsStore, 'read'>,
  environment: Given,
  policy: Policy = emptyPolicy,
): ClinicPlace {
  try {
    return clinicPlace(store.read(), environment, policy);
  } catch {
    return clinicPlace({}, environment, policy);
  }
}

/** The document with another service in it; what else stands there stays, also what is of another version. */
export function withService(document: unknown, address: string): Readonly<Record<string, unknown>> {
  const whole = typeof document === 'object' && document !== null ? document : {};
  return { ...whole, service: { address } };
}

/** Of the desktop with a service, which has no settings of its own but these: whether newer versions are looked for, and where. */
export function readUpdates(
  store: Pick<SettingsStore, 'read'>,
  policy: Policy = emptyPolicy,
): Settings['updates'] {
  const { effective } = createLayers(policy, emptyEnvironment);
  try {
    const found = readDocument(store.read());
    return effective('values' in found ? found.values : noValues).updates;
  } catch {
    return effective(noValues).updates;
  }
}
