/** What of the settings is set where: at a single PC all of it, at the clinic's service without what its start gives. Pure. */
import { fieldNames, fieldTable, sections, type Section } from './fieldTable.ts';
import type { FieldName } from './form.ts';

/** Nobody has an account there. */
const atSinglePc = sections.filter((section) => section !== 'people');
/** Doctors are accounts, flags say where the patient's page is served, and each desk has a language of its own. */
const atTheService = [
  'server',
  'people',
  'visits',
  'clinic',
  'messages',
  'doctors',
  'privacy',
  'diagnostics',
] as const;

export const sectionsOf = (atService: boolean): readonly Section[] => (atService ? atTheService : atSinglePc);

/** Where a field stands; none: not on this screen. */
export function placesOf(field: FieldName, atService: boolean): readonly Section[] {
  const { in: atHome, atService: there = atHome } = fieldTable[field];
  return atService ? there : atHome;
}

export const fieldsOf = (section: Section, atService: boolean): readonly FieldName[] =>
  fieldNames.filter((field) => placesOf(field, atService).includes(section));

const serviceIntros = {
  doctors: 'intro-doctors-service',
  privacy: 'intro-privacy-service',
} as const;

type Intro = `intro-${Section}` | (typeof serviceIntros)[keyof typeof serviceIntros];

/** Key of the sentence above a section. */
export function introOf(section: Section, atService: boolean): Intro {
  if (atService && (section === 'doctors' || section === 'privacy')) return serviceIntros[section];
  return `intro-${section}`;
}
