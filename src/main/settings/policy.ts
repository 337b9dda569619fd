/** The policy of this computer: its sources, strongest last, as one layer of defaults and one of forced values. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyProblem } from '../../shared/policyProblem.ts';
import type { Lock } from '../../shared/settings.ts';
import { layered, noValues, type FieldValues } from './fieldValues.ts';
import { emptyLayer, readPolicy, unusable, type PolicyLayer } from './policyDocument.ts';
import { readRegistryPolicy, type Registry } from './registryPolicy.ts';

export interface Policy {
  readonly defaults: FieldValues;
  readonly forced: FieldValues;
  /** One for each forced field. */
  readonly locks: readonly Lock[];
  readonly problems: readonly PolicyProblem[];
}

/** No policy: the demo's, and the clinic's service's, which its administrators set up. */
export const emptyPolicy: Policy = { defaults: noValues, forced: noValues, locks: [], problems: [] };

export interface PolicySources {
  readonly file: string;
  /** Absent: this system has none. */
  readonly registry?: Registry;
}

/** Never rejects: what cannot be read is a problem of the policy. */
export async function loadPolicy({ file, registry }: PolicySources): Promise<Policy> {
  const fromRegistry = registry ? await readRegistryPolicy(registry) : emptyLayer;
  return combine([readPolicyFile(file), fromRegistry]);
}

/** The later layer is the stronger. */
export function combine(layers: readonly PolicyLayer[]): Policy {
  const locks = new Map(layers.flatMap((layer) => layer.locks.map((lock) => [lock.key, lock] as const)));
  return {
    defaults: layered(...layers.map(({ defaults }) => defaults)),
    forced: layered(...layers.map(({ forced }) => forced)),
    locks: [...locks.values()],
    problems: layers.flatMap(({ problems }) => problems),
  };
}

/** A byte order mark is no mistake: editors of Windows write one. */
const bom = /^\uFEFF/;

export function readPolicyFile(path: string): PolicyLayer {
  const place = { source: 'policy-file', place: path } as const;
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(bom, '');
  } catch (error) {
    const isAbsent =
      error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));
    return isAbsent ? emptyLayer : unusable(place, 'unreadable');
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return unusable(place, 'not-json');
  }
  return readPolicy(document, place);
}

/**
 * The place that only administrators can write to, where each system keeps the settings of the whole machine. It is not taken from
 * variables that a person may set. `programData`: of Windows.
 */
export function policyFilePath(platform: NodeJS.Platform, programData: string): string {
  if (platform === 'win32') return `${programData}\\Visit Desk\\policy.json`;
  if (platform === 'darwin') return '/Library/Application Support/Visit Desk/policy.json';
  return join('/etc', 'visit-desk', 'policy.json');
}
