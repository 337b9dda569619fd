/** The settings as they stand in the fields, and how they become what is saved. Pure. */
import type { RequestInput, SettingsView } from '../../../shared/ipc/contract.ts';
import { parseServerAddress, type AddressProblem } from '../../../shared/serverAddress.ts';
import type { EntryWay, JoinEntry, LockableKey, Pin, Settings } from '../../../shared/settings.ts';
import { isNetwork, readNetworks, readPublicAddress, type PublicProblem } from './joinFields.ts';

export interface FormValues {
  readonly address: string;
  readonly clientId: string;
  readonly secret: string;
  readonly ownerId: string;
  readonly pin: Pin | null;
  readonly doctorName: string;
  readonly entry: EntryWay;
  readonly interface: string | null;
  readonly port: string;
  readonly publicAddress: string;
  /** One per line. */
  readonly trustedProxies: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly joinEntry: JoinEntry;
  readonly topic: string;
  readonly places: string;
  readonly linkLifeHours: string;
  readonly guestSeats: string;
  readonly admission: Settings['visits']['admission'];
  readonly clinicName: string;
  readonly phone: string;
  readonly showDoctor: boolean;
  readonly language: Settings['app']['language'];
}
export type FieldName = keyof FormValues;

export type Section = 'server' | 'people' | 'doctors' | 'join' | 'visits' | 'clinic' | 'privacy' | 'app';

export const sectionFields: Readonly<Record<Section, readonly FieldName[]>> = {
  server: ['address', 'clientId', 'secret', 'ownerId', 'pin'],
  people: [],
  doctors: ['doctorName', 'entry'],
  join: ['interface', 'port', 'publicAddress', 'trustedProxies', 'certificateFile', 'keyFile', 'joinEntry'],
  visits: ['topic', 'places', 'linkLifeHours', 'guestSeats', 'admission'],
  clinic: ['clinicName', 'phone', 'showDoctor'],
  privacy: [],
  app: ['language'],
};

/** Fields that the environment may give. */
export const lockOf: Readonly<Partial<Record<FieldName, LockableKey>>> = {
  address: 'server.address',
  clientId: 'server.clientId',
  secret: 'credentials.secret',
  ownerId: 'doctors.id',
  topic: 'visits.topic',
  language: 'app.language',
};

export type Problem =
  | AddressProblem
  | PublicProblem
  | 'file-pair'
  | 'required'
  | 'trueconf-id'
  | 'phone'
  | { readonly code: 'whole-number'; readonly min: number; readonly max: number }
  | { readonly code: 'network'; readonly value: string }
  | { readonly code: 'too-many'; readonly max: number };
export type Problems = Readonly<Partial<Record<FieldName, Problem>>>;

export function valuesOf({ values }: SettingsView): FormValues {
  const { server, doctors, join, visits, clinic, app } = values;
  return {
    address: server.address,
    clientId: server.clientId,
    secret: '',
    ownerId: doctors.list[0]?.id ?? '',
    pin: server.pin,
    doctorName: doctors.list[0]?.name ?? '',
    entry: doctors.entry,
    interface: join.interface,
    port: String(join.port),
    publicAddress: join.publicAddress,
    trustedProxies: join.trustedProxies.join('\n'),
    certificateFile: join.certificateFile,
    keyFile: join.keyFile,
    joinEntry: join.entry,
    topic: visits.topic,
    places: String(visits.places),
    linkLifeHours: String(visits.linkLifeHours),
    guestSeats: visits.guestSeats === null ? '' : String(visits.guestSeats),
    admission: visits.admission,
    clinicName: clinic.name,
    phone: clinic.phone,
    showDoctor: clinic.showDoctor,
    language: app.language,
  };
}

/** The same bounds as the schema's (`shared/settings.ts`), which the main process applies again. */
const numberBounds = {
  port: [1_024, 65_535],
  places: [2, 36],
  linkLifeHours: [1, 720],
  guestSeats: [1, 10_000],
} as const satisfies Partial<Record<FieldName, readonly [number, number]>>;

function numberProblem(field: keyof typeof numberBounds, text: string): Problem | undefined {
  const [min, max] = numberBounds[field];
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && value >= min && value <= max) return undefined;
  return { code: 'whole-number', min, max };
}

const mostProxies = 20;

function networksProblem(text: string): Problem | undefined {
  const networks = readNetworks(text);
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong !== undefined) return { code: 'network', value: wrong };
  return networks.length > mostProxies ? { code: 'too-many', max: mostProxies } : undefined;
}

/** The problem of the file that is missing beside the other. */
const filePairProblem = (file: string, other: string): Problem | undefined =>
  file.trim() === '' && other.trim() !== '' ? 'file-pair' : undefined;

/** What keeps these fields from being saved. A first server needs its secret as well. */
export function findProblems(
  values: FormValues,
  fields: readonly FieldName[],
  secretStored: boolean,
): Problems {
  const checks: Readonly<Partial<Record<FieldName, () => Problem | undefined>>> = {
    address: () => {
      const parsed = parseServerAddress(values.address);
      return parsed.ok ? undefined : parsed.error;
    },
    clientId: () => (values.clientId.trim() === '' ? 'required' : undefined),
    secret: () => (values.secret.trim() === '' && !secretStored ? 'required' : undefined),
    ownerId: () => {
      if (values.ownerId.trim() === '') return 'required';
      return /^[^\s/\\?#%]*$/.test(values.ownerId.trim()) ? undefined : 'trueconf-id';
    },
    port: () => numberProblem('port', values.port),
    publicAddress: () => {
      const read = readPublicAddress(values.publicAddress);
      return read.ok ? undefined : read.error;
    },
    trustedProxies: () => networksProblem(values.trustedProxies),
    certificateFile: () => filePairProblem(values.certificateFile, values.keyFile),
    keyFile: () => filePairProblem(values.keyFile, values.certificateFile),
    topic: () => (values.topic.trim() === '' ? 'required' : undefined),
    places: () => numberProblem('places', values.places),
    linkLifeHours: () => numberProblem('linkLifeHours', values.linkLifeHours),
    guestSeats: () =>
      values.guestSeats.trim() === '' ? undefined : numberProblem('guestSeats', values.guestSeats),
    phone: () => (/^[0-9+()\-\s.,#*]*$/.test(values.phone) ? undefined : 'phone'),
  };
  const found = fields.map((field) => [field, checks[field]?.()] as const);
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}

type Sections = RequestInput<'settings:save'>['sections'];

/** The sections of the settings that these fields belong to; what is not among the fields stays as it is stored. */
export function toSections(view: SettingsView, values: FormValues, fields: readonly FieldName[]): Sections {
  const has = (...names: readonly FieldName[]) => names.some((name) => fields.includes(name));
  const kept = { ...valuesOf(view), ...Object.fromEntries(fields.map((field) => [field, values[field]])) };
  return {
    ...(has('address', 'clientId', 'pin') && { server: serverSection(kept) }),
    ...(has('ownerId', 'doctorName', 'entry') && { doctors: doctorsSection(view, kept) }),
    ...(has(...sectionFields.join) && { join: joinSection(kept) }),
    ...(has('topic', 'places') && { visits: visitsSection(kept) }),
    ...(has('clinicName', 'phone') && {
      clinic: { name: kept.clinicName.trim(), phone: kept.phone.trim(), showDoctor: kept.showDoctor },
    }),
    ...(has('language') && { app: { language: kept.language } }),
  };
}

export function serverSection(values: FormValues) {
  const parsed = parseServerAddress(values.address);
  return {
    address: parsed.ok ? parsed.value : values.address.trim(),
    clientId: values.clientId.trim(),
    pin: values.pin,
  };
}

/** Only the first doctor is on the screen; the others stay. */
function doctorsSection(view: SettingsView, values: FormValues) {
  const id = values.ownerId.trim();
  const others = view.values.doctors.list.slice(1).filter((doctor) => doctor.id !== id);
  const first = id === '' ? [] : [{ id, name: values.doctorName.trim() }];
  return { list: [...first, ...others], entry: values.entry };
}

function joinSection(values: FormValues) {
  const address = readPublicAddress(values.publicAddress);
  return {
    interface: values.interface,
    port: Number(values.port),
    publicAddress: address.ok ? address.value : values.publicAddress.trim(),
    trustedProxies: readNetworks(values.trustedProxies),
    certificateFile: values.certificateFile.trim(),
    keyFile: values.keyFile.trim(),
    entry: values.joinEntry,
  };
}

function visitsSection(values: FormValues) {
  return {
    topic: values.topic.trim(),
    places: Number(values.places),
    linkLifeHours: Number(values.linkLifeHours),
    guestSeats: values.guestSeats.trim() === '' ? null : Number(values.guestSeats),
    admission: values.admission,
  };
}
