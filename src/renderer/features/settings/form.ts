/** The settings as they stand in the fields, and how they become what is saved. Pure. */
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import type { TemplateProblem } from '../../../shared/sending/template.ts';
import { parseServerAddress, type AddressProblem } from '../../../shared/serverAddress.ts';
import type { EntryWay, JoinEntry, LockableKey, Pin, Settings } from '../../../shared/settings.ts';
import { messageFields, messageProblem, messageValues, type MessageValues } from './messageFields.ts';
import { rowProblems, type DoctorRow } from '../doctors/doctorList.ts';
import { isNetwork, readNetworks, readPublicAddress, type PublicProblem } from './joinFields.ts';

export interface FormValues extends MessageValues {
  readonly address: string;
  readonly clientId: string;
  readonly secret: string;
  readonly ownerId: string;
  readonly pin: Pin | null;
  readonly doctorName: string;
  /** Who shares this PC with the first one. */
  readonly otherDoctors: readonly DoctorRow[];
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
  readonly keepDays: string;
  readonly language: Settings['app']['language'];
}
export type FieldName = keyof FormValues;

export type Section =
  'server' | 'people' | 'doctors' | 'join' | 'visits' | 'clinic' | 'messages' | 'privacy' | 'app';

export const sectionFields: Readonly<Record<Section, readonly FieldName[]>> = {
  server: ['address', 'clientId', 'secret', 'ownerId', 'pin'],
  people: [],
  doctors: ['ownerId', 'doctorName', 'otherDoctors', 'entry'],
  join: ['interface', 'port', 'publicAddress', 'trustedProxies', 'certificateFile', 'keyFile', 'joinEntry'],
  visits: ['topic', 'places', 'linkLifeHours', 'guestSeats', 'admission'],
  clinic: ['clinicName', 'phone', 'showDoctor'],
  messages: messageFields,
  privacy: ['keepDays'],
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
  | TemplateProblem
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
    otherDoctors: doctors.list.slice(1),
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
    ...messageValues(values.messages),
    keepDays: String(values.privacy.keepDays),
    language: app.language,
  };
}

/** The same bounds as the schema's (`shared/settings.ts`), which the main process applies again. */
const numberBounds = {
  port: [1_024, 65_535],
  places: [2, 36],
  linkLifeHours: [1, 720],
  guestSeats: [1, 10_000],
  keepDays: [1, 3_650],
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
    otherDoctors: () => {
      const [, ...others] = rowProblems([{ id: values.ownerId, name: '' }, ...values.otherDoctors]);
      const problem = others.find((each) => each !== undefined);
      // In which row, and what of it, the list says itself.
      return problem === 'twice' ? 'trueconf-id' : problem;
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
    messageRu: () => messageProblem(values.messageRu),
    messageEn: () => messageProblem(values.messageEn),
    keepDays: () => numberProblem('keepDays', values.keepDays),
    phone: () => (/^[0-9+()\-\s.,#*]*$/.test(values.phone) ? undefined : 'phone'),
  };
  const found = fields.map((field) => [field, checks[field]?.()] as const);
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}
