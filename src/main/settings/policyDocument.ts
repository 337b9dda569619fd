/** A policy's document, read field by field: each mistake gets a name, and what is sound counts. Pure. */
import type { z } from 'zod';
import { isSecretName, policyShapes, policyVersion } from '../../shared/policy.ts';
import type { PolicyProblem } from '../../shared/policyProblem.ts';
import { policyKeys, type Lock, type PolicyKey } from '../../shared/settings.ts';
import { expectationOf } from './expectation.ts';
import { isRecord, type FieldValues } from './fieldValues.ts';

/** Where a policy lies. */
export type PolicyPlace = Pick<PolicyProblem, 'source' | 'place'>;

/** What one source says. */
export interface PolicyLayer {
  readonly defaults: FieldValues;
  readonly forced: FieldValues;
  readonly locks: readonly Lock[];
  readonly problems: readonly PolicyProblem[];
}

type Problem = Pick<PolicyProblem, 'key' | 'problem'> & Partial<Pick<PolicyProblem, 'expected'>>;

const layerNames = ['defaults', 'forced'] as const;

/** A source that says nothing. */
export const emptyLayer: PolicyLayer = { defaults: new Map(), forced: new Map(), locks: [], problems: [] };

/**
 * A source that is there and cannot be used. What it wants to force is not known, so everything that it may force stays locked
 * until it can be read: nobody gets round a policy by damaging it.
 */
export function unusable(place: PolicyPlace, problem: PolicyProblem['problem'], key = ''): PolicyLayer {
  return {
    ...emptyLayer,
    locks: policyKeys.map((locked) => ({ key: locked, source: place.source })),
    problems: [{ ...place, key, problem, expected: null }],
  };
}

export function readPolicy(document: unknown, place: PolicyPlace): PolicyLayer {
  if (!isRecord(document)) return unusable(place, 'not-an-object');
  const { $schema: _schema, version = policyVersion, ...rest } = document;
  if (version !== policyVersion) return unusable(place, 'version-unknown', 'version');
  const wrong = layerNames.find((name) => rest[name] !== undefined && !isRecord(rest[name]));
  if (wrong !== undefined) return unusable(place, 'not-an-object', wrong);
  const strange = Object.keys(rest).filter((name) => name !== 'defaults' && name !== 'forced');
  const defaults = readLayer('defaults', rest['defaults']);
  const forced = readLayer('forced', rest['forced']);
  const locked = new Set([...forced.values.keys(), ...forced.broken]);
  return {
    defaults: defaults.values,
    forced: forced.values,
    locks: policyKeys.filter((key) => locked.has(key)).map((key) => ({ key, source: place.source })),
    problems: [...strange.map(unknownKey), ...defaults.problems, ...forced.problems].map((problem) => ({
      ...place,
      expected: null,
      ...problem,
    })),
  };
}

interface ReadLayer {
  readonly values: FieldValues;
  /** Fields whose value cannot be used. */
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
}

function readLayer(layer: string, document: unknown): ReadLayer {
  const values = new Map<string, unknown>();
  const broken: string[] = [];
  const problems: Problem[] = [];
  for (const [name, section] of Object.entries(isRecord(document) ? document : {})) {
    const shape = Object.hasOwn(policyShapes, name) ? policyShapes[name] : undefined;
    if (!shape) problems.push(unknownKey(`${layer}.${name}`));
    else if (isRecord(section)) {
      for (const [field, value] of Object.entries(section)) {
        const key = `${layer}.${name}.${field}`;
        const schema = Object.hasOwn(shape, field) ? shape[field] : undefined;
        const read = schema ? readValue(schema, value, key) : unknownKey(key);
        if ('value' in read) values.set(`${name}.${field}`, read.value);
        else {
          problems.push(read);
          if (schema) broken.push(`${name}.${field}`);
        }
      }
    } else {
      const expected = { kind: 'object', fields: Object.keys(shape), nullable: false } as const;
      problems.push({ key: `${layer}.${name}`, problem: 'wrong-value', expected });
      broken.push(...keysOf(name));
    }
  }
  return { values, broken, problems };
}

function readValue(schema: z.ZodType, value: unknown, key: string): { readonly value: unknown } | Problem {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  const at = [key, ...(issue?.path ?? [])].map(String).join('.');
  const strange = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const secret = strange.find(isSecretName);
  if (secret !== undefined) return { key: `${at}.${secret}`, problem: 'secret' };
  return { key: at, problem: 'wrong-value', expected: expectationOf(schema) };
}

const unknownKey = (key: string): Problem => ({
  key: key.slice(0, 300),
  problem: isSecretName(key) ? 'secret' : 'unknown-key',
});

const keysOf = (section: string): readonly PolicyKey[] =>
  policyKeys.filter((key) => key.startsWith(`${section}.`));
