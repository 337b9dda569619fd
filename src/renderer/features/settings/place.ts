/** What of the settings is set where: at a single PC all of it, at the clinic's service without what its start gives. Pure. */
import { sectionFields, type FieldName, type Section } from './form.ts';

const atSinglePc = ['server', 'doctors', 'join', 'visits', 'clinic', 'messages', 'privacy', 'app'] as const;
/** Doctors are accounts, flags say where the patient's page is served, and each desk has a language of its own. */
const atTheService = ['server', 'people', 'visits', 'clinic', 'messages', 'doctors', 'privacy'] as const;

export const sectionsOf = (atService: boolean): readonly Section[] => (atService ? atTheService : atSinglePc);

const serviceFields: Readonly<Partial<Record<Section, readonly FieldName[]>>> = {
  server: ['address', 'clientId', 'secret', 'pin'],
  doctors: ['entry'],
  visits: [...sectionFields.visits, 'joinEntry'],
};

export const fieldsOf = (section: Section, atService: boolean): readonly FieldName[] =>
  (atService ? serviceFields[section] : undefined) ?? sectionFields[section];

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
