/** How the fields of the settings become the sections that are saved. Pure. */
import type { RequestInput } from '../../../shared/ipc/contract.ts';
import { parseServerAddress } from '../../../shared/serverAddress.ts';
import type { Settings } from '../../../shared/settings.ts';
import { storedRows } from '../doctors/doctorList.ts';
import { fieldTable } from './fieldTable.ts';
import { isSecretField, valuesOf, type FieldName, type FormValues } from './form.ts';
import { readNetworks, readPublicAddress } from './joinFields.ts';
import { messagesSection } from './messageFields.ts';
import { readProxyAddress } from './serverFields.ts';

export type Sections = RequestInput<'settings:save'>['sections'];
/** Newer versions of the desktop are no field of the form: `features/computer` saves them. */
export type SavedSection = Exclude<keyof Sections, 'updates'>;

/** Which section of what is stored a field is part of; `null`: a secret is part of none. */
function sectionOf(field: FieldName): SavedSection | null {
  if (isSecretField(field)) return null;
  const [section] = (fieldTable[field].locks.at(-1) ?? '').split('.');
  return savedSections.find((name) => name === section) ?? null;
}

const builders = {
  server: serverSection,
  doctors: doctorsSection,
  join: joinSection,
  visits: visitsSection,
  clinic: (values: FormValues) => ({
    name: values.clinicName.trim(),
    phone: values.phone.trim(),
    showDoctor: values.showDoctor,
  }),
  messages: messagesSection,
  privacy: (values: FormValues) => ({ keepDays: Number(values.keepDays) }),
  diagnostics: (values: FormValues) => ({ rehearsal: values.rehearsal }),
  app: (values: FormValues) => ({ language: values.language }),
} as const satisfies { readonly [Name in SavedSection]: (values: FormValues) => NonNullable<Sections[Name]> };

const isSavedSection = (name: string): name is SavedSection => Object.hasOwn(builders, name);
const savedSections: readonly SavedSection[] = Object.keys(builders).filter(isSavedSection);

/** The sections of the settings that these fields belong to; what is not among the fields stays as it is stored. */
export function toSections(stored: Settings, values: FormValues, fields: readonly FieldName[]): Sections {
  const kept = { ...valuesOf(stored), ...Object.fromEntries(fields.map((field) => [field, values[field]])) };
  const wanted = new Set(fields.map(sectionOf));
  const built = savedSections
    .filter((name) => wanted.has(name))
    .map((name) => [name, builders[name](kept)] as const);
  return Object.fromEntries(built);
}

export function serverSection(values: FormValues) {
  const parsed = parseServerAddress(values.address);
  const proxy = readProxyAddress(values.proxyAddress);
  return {
    address: parsed.ok ? parsed.value : values.address.trim(),
    clientId: values.clientId.trim(),
    trust: values.trust,
    caFile: values.caFile.trim(),
    pin: values.pin,
    proxy: {
      mode: values.proxyMode,
      address: proxy.ok ? proxy.value : values.proxyAddress.trim(),
      user: values.proxyUser.trim(),
    },
  };
}

/** The first doctor may come from another section: a second row with the same ID is the same doctor. */
function doctorsSection(values: FormValues) {
  const [first, ...others] = storedRows([
    { id: values.ownerId, name: values.doctorName },
    ...values.otherDoctors,
  ]);
  const isFirst = first !== undefined && first.id !== '';
  const rest = others.filter(({ id }) => id !== first?.id);
  return { list: [...(isFirst ? [first] : []), ...rest], entry: values.entry };
}

export function joinSection(values: FormValues) {
  const address = readPublicAddress(values.publicAddress);
  return {
    interface: values.interface,
    port: Number(values.port),
    publicAddress: address.ok ? address.value : values.publicAddress.trim(),
    trustedProxies: readNetworks(values.trustedProxies),
    certificateFile: values.certificateFile.trim(),
    keyFile: values.keyFile.trim(),
    pfxFile: values.pfxFile.trim(),
    entry: values.joinEntry,
    links: values.linkTarget,
  };
}

function visitsSection(values: FormValues) {
  return {
    topic: values.topic.trim(),
    places: Number(values.places),
    linkLifeHours: Number(values.linkLifeHours),
    guestSeats: values.guestSeats.trim() === '' ? null : Number(values.guestSeats),
    admission: values.admission,
    rights: values.rights,
  };
}

/** The fields as they will be stored and shown again: a pasted link has become an address, a number has lost its zeros. */
export function normalised(field: FieldName, values: FormValues): FormValues[FieldName] {
  switch (field) {
    case 'address':
      return serverSection(values).address;
    case 'proxyAddress':
      return serverSection(values).proxy.address;
    case 'publicAddress':
      return joinSection(values).publicAddress;
    case 'trustedProxies':
      return readNetworks(values.trustedProxies).join('\n');
    default:
      return plainText(field, values[field]);
  }
}

/** Numbers without zeros before them, and no space around what is read by a program. */
function plainText(field: FieldName, value: FormValues[FieldName]): FormValues[FieldName] {
  if (typeof value !== 'string' || isSecretField(field)) return value;
  const text = value.trim();
  return numberFields.has(field) && /^\d+$/.test(text) ? String(Number(text)) : text;
}

const numberFields: ReadonlySet<FieldName> = new Set<FieldName>([
  'port',
  'places',
  'linkLifeHours',
  'guestSeats',
  'keepDays',
]);

/** Sections with something of what is stored in them, as names. */
export const sectionNames = (sections: Sections): readonly SavedSection[] =>
  savedSections.filter((name) => sections[name] !== undefined);
