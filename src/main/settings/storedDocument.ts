/** What a stored document says: migrated, checked, and where it is damaged as much of it as is sound. Pure. */
import { sectionSchemas, settingsSchema } from '../../shared/settings.ts';
import { flatten, isRecord, noValues, type FieldValues } from './fieldValues.ts';
import { migrate } from './migrations.ts';

export type StoredDocument =
  | { readonly state: 'sound'; readonly values: FieldValues }
  /** `values`: of the sound sections. `damaged`: names of the others; unknown sections and an unusable version count. */
  | { readonly state: 'damaged'; readonly values: FieldValues; readonly damaged: readonly string[] }
  | { readonly state: 'newer' };

/** @param document as it was read; nothing and an empty one are sound. */
export function readDocument(document: unknown): StoredDocument {
  const whole = document ?? {};
  if (!isRecord(whole)) return { state: 'damaged', values: noValues, damaged: ['version'] };
  const migrated = migrate(whole);
  if (migrated.state === 'newer') return migrated;
  const { document: sections } = migrated;
  const parsed = settingsSchema.safeParse(sections);
  if (parsed.success) return { state: 'sound', values: onlyGiven(sections, parsed.data) };
  const sound: Record<string, unknown> = {};
  const damaged = Object.keys(sections).filter((name) => !(name in sectionSchemas) && name !== 'version');
  for (const [name, schema] of Object.entries(sectionSchemas)) {
    if (sections[name] === undefined) continue;
    const section = schema.safeParse(sections[name]);
    if (section.success) sound[name] = section.data;
    else damaged.push(name);
  }
  const values = onlyGiven(sections, sound);
  return { state: 'damaged', values, damaged: damaged.length > 0 ? damaged : ['version'] };
}

/** The parsed values of those fields that the document names: defaults that parsing put in belong to lower layers. */
function onlyGiven(
  document: Readonly<Record<string, unknown>>,
  parsed: Readonly<Record<string, unknown>>,
): FieldValues {
  const given = flatten(document);
  return new Map([...flatten(parsed)].filter(([key]) => given.has(key)));
}
