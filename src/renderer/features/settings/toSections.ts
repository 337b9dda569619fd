/** How the fields of the settings become the sections that are saved. Pure. */
import type { RequestInput, SettingsView } from '../../../shared/ipc/contract.ts';
import { parseServerAddress } from '../../../shared/serverAddress.ts';
import { storedRows } from '../doctors/doctorList.ts';
import { sectionFields, valuesOf, type FieldName, type FormValues } from './form.ts';
import { readNetworks, readPublicAddress } from './joinFields.ts';
import { messageFields, messagesSection } from './messageFields.ts';

type Sections = RequestInput<'settings:save'>['sections'];

/** The sections of the settings that these fields belong to; what is not among the fields stays as it is stored. */
export function toSections(view: SettingsView, values: FormValues, fields: readonly FieldName[]): Sections {
  const has = (...names: readonly FieldName[]) => names.some((name) => fields.includes(name));
  const kept = { ...valuesOf(view), ...Object.fromEntries(fields.map((field) => [field, values[field]])) };
  return {
    ...(has('address', 'clientId', 'pin') && { server: serverSection(kept) }),
    ...(has('ownerId', 'doctorName', 'otherDoctors', 'entry') && { doctors: doctorsSection(kept) }),
    ...(has(...sectionFields.join) && { join: joinSection(kept) }),
    ...(has('topic', 'places') && { visits: visitsSection(kept) }),
    ...(has('clinicName', 'phone') && {
      clinic: { name: kept.clinicName.trim(), phone: kept.phone.trim(), showDoctor: kept.showDoctor },
    }),
    ...(has(...messageFields) && { messages: messagesSection(kept) }),
    ...(has('keepDays') && { privacy: { keepDays: Number(kept.keepDays) } }),
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
