/**
 * The policy that Windows keeps in its registry, as group policies write it: the keys `Defaults` and `Forced`, in them values named
 * `section.field`. Read from an export, which is Unicode and the same in every language of Windows; what `reg query` prints is neither.
 */
import { policyShapes } from '../../shared/policy.ts';
import { expectationOf } from './expectation.ts';
import { emptyLayer, readPolicy, unusable, type PolicyLayer } from './policyDocument.ts';
import { parseRegistryExport, type RegistryData } from './registryExport.ts';

export const policyRegistryKey = 'HKLM\\SOFTWARE\\Policies\\Visit Desk';

export interface Registry {
  /** Whether there is a policy. Errors: rejects when it cannot be told. */
  hasPolicy(): Promise<boolean>;
  /** The exported text of `policyRegistryKey`. Errors: rejects when it cannot be read. */
  exportPolicy(): Promise<string>;
}

const place = { source: 'registry', place: policyRegistryKey } as const;

/** Never rejects. */
export async function readRegistryPolicy(registry: Registry): Promise<PolicyLayer> {
  let isThere: boolean;
  try {
    isThere = await registry.hasPolicy();
  } catch {
    // Nothing is locked for this: where reg.exe is forbidden and no policy is set, people must be able to work.
    return {
      ...emptyLayer,
      problems: [{ ...place, key: '', problem: 'registry-unknown', expected: null }],
    };
  }
  if (!isThere) return emptyLayer;
  try {
    return registryLayer(await registry.exportPolicy());
  } catch {
    return unusable(place, 'registry-unreadable');
  }
}

/** Errors: throws when this is no export. */
export function registryLayer(text: string): PolicyLayer {
  const document: Record<string, Record<string, Record<string, unknown>>> = {};
  const strange: string[] = [];
  for (const { path, name, data } of parseRegistryExport(text)) {
    const layer = /\\Policies\\Visit Desk\\(Defaults|Forced)$/i.exec(path)?.[1]?.toLowerCase();
    const [section = '', field = ''] = name.split('.');
    if (layer === undefined || field === '' || section === '__proto__')
      strange.push(layer === undefined ? name : `${layer}.${name}`);
    else {
      const sections = (document[layer] ??= {});
      (sections[section] ??= {})[field] = valueOf(section, field, data);
    }
  }
  // What stands elsewhere goes through the same reading, for its problems.
  const read = readPolicy({ ...document, ...Object.fromEntries(strange.map((name) => [name, 0])) }, place);
  return read;
}

/** The registry has no true and false, no null and no objects: an objects' text is JSON. */
function valueOf(section: string, field: string, data: RegistryData): unknown {
  const schema = Object.hasOwn(policyShapes, section) ? policyShapes[section]?.[field] : undefined;
  if (!schema) return data;
  const expected = expectationOf(schema);
  if ('nullable' in expected && expected.nullable && data === '') return null;
  switch (expected.kind) {
    case 'switch':
      if (data === 0 || data === 1) return data === 1;
      return data === 'true' || data === 'false' ? data === 'true' : data;
    case 'number':
      return typeof data === 'string' && /^\d+$/.test(data) ? Number(data) : data;
    case 'list':
    case 'object':
      return typeof data === 'string' ? parsed(data) : data;
    default:
      return data;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
