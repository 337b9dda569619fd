/** Settings as single values by `section.field`: what a layer says, and nothing of what it leaves open. */
import { sectionSchemas, settingsSchema, type Settings } from '../../shared/settings.ts';

/** Every value has passed the schema of its field. */
export type FieldValues = ReadonlyMap<string, unknown>;

export const noValues: FieldValues = new Map();

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function flatten(sections: Readonly<Record<string, unknown>>): FieldValues {
  const values = new Map<string, unknown>();
  for (const [name, section] of Object.entries(sections)) {
    if (!(name in sectionSchemas) || !isRecord(section)) continue;
    for (const [field, value] of Object.entries(section)) values.set(`${name}.${field}`, value);
  }
  return values;
}

export function nest(values: FieldValues): Sections {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of values) {
    const [name = '', field = ''] = key.split('.');
    sections[name] = { ...sections[name], [field]: value };
  }
  return sections;
}

/** The later layer wins. */
export const layered = (...layers: readonly FieldValues[]): FieldValues =>
  new Map(layers.flatMap((layer) => [...layer]));

/** What no layer says is the default. */
export const settingsOf = (values: FieldValues): Settings => settingsSchema.parse(nest(values));

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
