/** The settings as they stand in the fields. What keeps them from being saved: `problems.ts`. Pure. */
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import type {
  EntryWay,
  JoinEntry,
  LinkTarget,
  Lock,
  Pin,
  ProxyMode,
  RightsPreset,
  Settings,
  TrustMode,
} from '../../../shared/settings.ts';
import type { DoctorRow } from '../doctors/doctorList.ts';
import { fieldTable } from './fieldTable.ts';
import { messageValues, type MessageValues } from './messageFields.ts';

export interface FormValues extends MessageValues {
  readonly address: string;
  readonly clientId: string;
  readonly secret: string;
  readonly ownerId: string;
  readonly trust: TrustMode;
  readonly caFile: string;
  readonly pin: Pin | null;
  readonly proxyMode: ProxyMode;
  readonly proxyAddress: string;
  readonly proxyUser: string;
  readonly proxyPassword: string;
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
  readonly pfxFile: string;
  readonly keyPassphrase: string;
  readonly joinEntry: JoinEntry;
  readonly linkTarget: LinkTarget;
  readonly topic: string;
  readonly places: string;
  readonly linkLifeHours: string;
  readonly guestSeats: string;
  readonly admission: Settings['visits']['admission'];
  readonly rights: RightsPreset;
  readonly clinicName: string;
  readonly phone: string;
  readonly showDoctor: boolean;
  readonly keepDays: string;
  readonly rehearsal: Settings['diagnostics']['rehearsal'];
  readonly language: Settings['app']['language'];
}
export type FieldName = keyof FormValues;

/** Write-only: typed, saved by channels of their own, never shown and never taken back by undo. */
export const secretFields = [
  'secret',
  'proxyPassword',
  'keyPassphrase',
] as const satisfies readonly FieldName[];
export type SecretField = (typeof secretFields)[number];

export const isSecretField = (field: FieldName): field is SecretField =>
  secretFields.some((secret) => secret === field);

export function valuesOf(values: SettingsView['values']): FormValues {
  const { server, doctors, visits, clinic, app } = values;
  return {
    address: server.address,
    clientId: server.clientId,
    secret: '',
    ownerId: doctors.list[0]?.id ?? '',
    trust: server.trust,
    caFile: server.caFile,
    pin: server.pin,
    proxyMode: server.proxy.mode,
    proxyAddress: server.proxy.address,
    proxyUser: server.proxy.user,
    proxyPassword: '',
    doctorName: doctors.list[0]?.name ?? '',
    otherDoctors: doctors.list.slice(1),
    entry: doctors.entry,
    ...joinValues(values.join),
    topic: visits.topic,
    places: String(visits.places),
    linkLifeHours: String(visits.linkLifeHours),
    guestSeats: visits.guestSeats === null ? '' : String(visits.guestSeats),
    admission: visits.admission,
    rights: visits.rights,
    clinicName: clinic.name,
    phone: clinic.phone,
    showDoctor: clinic.showDoctor,
    ...messageValues(values.messages),
    keepDays: String(values.privacy.keepDays),
    rehearsal: values.diagnostics.rehearsal,
    language: app.language,
  };
}

function joinValues(join: Settings['join']) {
  return {
    interface: join.interface,
    port: String(join.port),
    publicAddress: join.publicAddress,
    trustedProxies: join.trustedProxies.join('\n'),
    certificateFile: join.certificateFile,
    keyFile: join.keyFile,
    pfxFile: join.pfxFile,
    keyPassphrase: '',
    joinEntry: join.entry,
    linkTarget: join.links,
  };
}

/** Where a field's value comes from that nobody can change here; `null`: it can be changed. */
export const lockOf = (field: FieldName, locked: readonly Lock[]): Lock['source'] | null =>
  locked.find(({ key }) => fieldTable[field].locks.includes(key))?.source ?? null;
