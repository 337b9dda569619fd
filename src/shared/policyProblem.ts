/** What is wrong with a policy, and how it is said. */
import { z } from 'zod';
import { lockSources } from './settings.ts';

export const policyProblemCodes = [
  /** Nothing of the source counts, and what it may have wanted to force stays locked. */
  'unreadable',
  'not-json',
  'not-an-object',
  'version-unknown',
  'registry-unreadable',
  /** Whether there is a policy in the registry cannot be told. */
  'registry-unknown',
  /** The rest of the source counts. A forced field stays locked without a value. */
  'unknown-key',
  'wrong-value',
  'secret',
] as const;

/** What a field takes, as a sentence can say it. */
export const expectedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), max: z.number().nullable(), nullable: z.boolean() }),
  z.strictObject({ kind: z.literal('number'), min: z.number(), max: z.number(), nullable: z.boolean() }),
  z.strictObject({ kind: z.literal('choice'), values: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('switch') }),
  z.strictObject({ kind: z.literal('list'), max: z.number() }),
  z.strictObject({ kind: z.literal('object'), fields: z.array(z.string()), nullable: z.boolean() }),
]);
export type Expected = z.output<typeof expectedSchema>;

/** Names where the mistake is and what is wanted; never the value. */
export const policyProblemSchema = z.strictObject({
  source: z.enum(lockSources).exclude(['environment']),
  /** Path of the file, or the key of the registry. */
  place: z.string().max(500),
  /** `forced.visits.places`; empty: the whole source. */
  key: z.string().max(300),
  problem: z.enum(policyProblemCodes),
  expected: expectedSchema.nullable(),
});
export type PolicyProblem = z.output<typeof policyProblemSchema>;

export { expectedText, policySentence, type PolicyText, type PolicyTextKey } from './policySentence.ts';
