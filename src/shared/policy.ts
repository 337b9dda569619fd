/**
 * What IT may give to many computers: any setting but who works here now, as a default that people may change or as a value
 * that they may not. Made of the settings' own schema, so that it can say nothing else.
 */
import { z } from 'zod';
import { sectionSchemas } from './settings.ts';

const { present: _present, ...policySections } = sectionSchemas;

/** Each field by itself: what a section does not name is left to the layers below. */
export const policyShapes: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = Object.fromEntries(
  Object.entries(policySections).map(([name, schema]) => [name, { ...schema.shape }]),
);

const sections = z
  .strictObject(
    Object.fromEntries(Object.entries(policySections).map(([name, schema]) => [name, schema.optional()])),
  )
  .optional();

/** Version of the policy's own form. */
export const policyVersion = 1;

/** The whole file. It is read field by field (`main/settings/policyDocument.ts`), so that each mistake has a name. */
export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(policyVersion).optional(),
  /** Count until a person chooses something else. */
  defaults: sections,
  /** Count, and nobody can change them here. */
  forced: sections,
});

/** A secret in a file that everybody on the computer can read is none any more. */
export const isSecretName = (name: string): boolean =>
  /secret|password|passphrase|credential|token/i.test(name);
