/** With which clinic's service the desktop works: from its settings document or, before it, from the environment. */
import type { SettingsStore } from '../ports.ts';
import type { Environment } from '../settings/environment.ts';
import { readDocument } from '../settings/layers.ts';

export interface ClinicPlace {
  /** Origin of the service; empty: this PC alone. */
  readonly address: string;
  /** The environment gives it. */
  readonly locked: boolean;
}

export function clinicPlace(document: unknown, { service }: Pick<Environment, 'service'>): ClinicPlace {
  if (service !== undefined) return { address: service, locked: true };
  return { address: readDocument(document).settings.service.address, locked: false };
}

/** The same of a store; one that cannot be read names no service, and its own user deals with it. */
export function readPlace(
  store: Pick<SettingsStore, 'read'>,
  environment: Pick<Environment, 'service'>,
): ClinicPlace {
  try {
    return clinicPlace(store.read(), environment);
  } catch {
    return clinicPlace({}, environment);
  }
}

/** The document with another service in it; what else stands there stays, also what is of another version. */
export function withService(document: unknown, address: string): Readonly<Record<string, unknown>> {
  const whole = typeof document === 'object' && document !== null ? document : {};
  return { ...whole, service: { address } };
}
