/** What a field of the settings takes, read from its schema: for sentences, the registry and the reference page. */
import { z } from 'zod';
import type { Expected } from '../../shared/policyProblem.ts';
import { isRecord } from './fieldValues.ts';

type Node = Readonly<Record<string, unknown>>;

/** The JSON schema of what may be written for this field. */
export function jsonSchemaOf(schema: z.ZodType): Node {
  const node: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return isRecord(node) ? node : {};
}

export function expectationOf(schema: z.ZodType): Expected {
  const node = jsonSchemaOf(schema);
  const options = Array.isArray(node['anyOf']) ? node['anyOf'].filter(isRecord) : [node];
  const nullable = options.some(({ type }) => type === 'null');
  const main = options.find(({ type }) => type !== 'null') ?? node;
  if (Array.isArray(main['enum'])) return { kind: 'choice', values: main['enum'].map(String) };
  switch (main['type']) {
    case 'boolean':
      return { kind: 'switch' };
    case 'integer':
    case 'number':
      return { kind: 'number', min: numberOf(main['minimum']), max: numberOf(main['maximum']), nullable };
    case 'array':
      return { kind: 'list', max: numberOf(main['maxItems']) };
    case 'object': {
      const fields = isRecord(main['properties']) ? Object.keys(main['properties']) : [];
      return { kind: 'object', fields, nullable };
    }
    default: {
      const max = main['maxLength'];
      return { kind: 'text', max: typeof max === 'number' ? max : null, nullable };
    }
  }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
