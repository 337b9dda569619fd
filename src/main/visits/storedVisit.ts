/** How a visit stands in the store: one JSON document with the label, the note and the typed names sealed. */
import { z } from 'zod';
import { errorCodes } from '../../shared/errors.ts';
import { browserKinds, callReasons, cameraOutcomes, systemKinds } from '../../shared/page.ts';
import { identifications, personStates, type Message } from '../../shared/person.ts';
import { admissions } from '../../shared/settings.ts';
import { isOpen } from '../../shared/visit.ts';
import type { FieldSealer } from './sealedField.ts';
import type { VisitRecord } from './types.ts';

const epochMs = z.number();
const closeReason = z.enum(['ended', 'cancelled', 'expired', 'no-show', 'gone']);

const state = z.discriminatedUnion('name', [
  z.object({ name: z.literal('planned') }),
  z.object({ name: z.literal('creating') }),
  z.object({ name: z.literal('failed'), code: z.enum(errorCodes) }),
  z.object({ name: z.literal('ready') }),
  z.object({ name: z.literal('closing'), reason: closeReason }),
  z.object({ name: z.literal('closed'), reason: closeReason }),
]);

/** Absent in what former versions stored. */
const page = z
  .object({
    sight: z.enum(['open', 'hidden', 'left']),
    sightAt: epochMs,
    device: z.object({ browser: z.enum(browserKinds), system: z.enum(systemKinds) }).nullable(),
    camera: z.object({ outcome: z.enum(cameraOutcomes), sound: z.boolean(), at: epochMs }).nullable(),
    callMe: z.object({ reason: z.enum(callReasons), at: epochMs }).nullable(),
  })
  .nullable()
  .default(null);

const message = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('minutes'), minutes: z.int(), at: epochMs }),
    z.object({ kind: z.literal('text'), text: z.string(), at: epochMs }),
  ])
  .nullable()
  .default(null);

const link = z.object({
  number: z.int(),
  generation: z.int(),
  tokenHash: z.string(),
  openedAt: epochMs.nullable(),
  page,
  label: z.string().default(''),
  commands: z.array(z.string()).readonly().default([]),
  addedBy: z.string().nullable().default(null),
});

const person = z.object({
  id: z.string(),
  visitId: z.string(),
  linkNumber: z.int(),
  generation: z.int().default(1),
  browserKey: z.string(),
  name: z.string(),
  guestId: z.string(),
  state: z.enum(personStates),
  since: epochMs,
  pressedAt: epochMs,
  seatAt: epochMs.nullable(),
  addressAt: epochMs.nullable(),
  queuedAt: epochMs.nullable().default(null),
  inCallAt: epochMs.nullable().default(null),
  inCallMs: z.number().default(0),
  page,
  message,
  identified: z.enum(identifications).nullable().default(null),
});

const document = z.object({
  visit: z.object({
    id: z.string(),
    ownerId: z.string(),
    createdAt: epochMs,
    startsAt: epochMs.nullable().default(null),
    opensAt: epochMs.default(0),
    lateMinutes: z.int().nullable().default(null),
    expiresAt: epochMs,
    label: z.string(),
    note: z.string().default(''),
    admission: z.enum(admissions),
    state,
    since: epochMs,
    conference: z.object({ id: z.string(), pageUrl: z.string() }).nullable(),
    marker: z.string().nullable(),
    links: z.array(link),
    doctorSince: epochMs.nullable().default(null),
    rosterHidden: z.boolean().default(false),
    endedAt: epochMs.nullable().default(null),
    failedWith: z.enum(errorCodes).nullable().default(null),
  }),
  persons: z.array(person),
});

/** A visit with its persons, with sealed texts where the record has clear ones. */
export type StoredVisit = z.output<typeof document>;

/** `undefined`: not a document of ours. */
export function parseStored(json: string): StoredVisit | undefined {
  try {
    return document.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

const labelled = z.object({
  visit: document.shape.visit.pick({ id: true, label: true }).extend({
    links: z.array(link.pick({ number: true, label: true })),
  }),
});

/** The labels of a visit and of its links, without reading the rest: thousands are searched. None: not a document of ours. */
export function openLabels(json: string, sealer: FieldSealer): readonly string[] {
  const stored = labelledOf(json);
  if (!stored) return [];
  const { id: visitId, label, links } = stored.visit;
  return [
    sealer.open(label, { visitId, field: 'label' }),
    ...links
      .filter((one) => one.label !== '')
      .map((one) => sealer.open(one.label, { visitId, field: `link:${one.number}` })),
  ];
}

function labelledOf(json: string): z.output<typeof labelled> | undefined {
  try {
    return labelled.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/**
 * Seals a record. A text that reads as it did keeps its former seal: a label whose key is not here now reads as
 * empty, and saving something else of the visit must not destroy it.
 */
export function sealRecord(
  record: VisitRecord,
  former: StoredVisit | undefined,
  sealer: FieldSealer,
): StoredVisit {
  const { visit } = record;
  const field = (text: string, name: string, sealed: string | undefined): string => {
    const place = { visitId: visit.id, field: name };
    if (sealed !== undefined && sealer.open(sealed, place) === text) return sealed;
    return sealer.seal(text, place);
  };
  const formerPersons = new Map(former?.persons.map((one) => [one.id, one]));
  const formerLinks = new Map(former?.visit.links.map((one) => [one.number, one.label]));
  const open = isOpen(visit.state);
  return {
    visit: {
      ...visit,
      label: field(visit.label, 'label', former?.visit.label),
      note: field(visit.note, 'note', former?.visit.note),
      links: visit.links.map((one) => {
        const { number } = one;
        return { ...one, label: field(one.label, `link:${number}`, formerLinks.get(number)) };
      }),
    },
    persons: record.persons.map((one) => {
      const before = formerPersons.get(one.id);
      const name = open ? field(one.name, `name:${one.id}`, before?.name) : '';
      const told = before?.message?.kind === 'text' ? before.message.text : undefined;
      const message = mapText(one.message, (text) => field(text, `message:${one.id}`, told));
      return { ...one, name, message };
    }),
  };
}

/** A message whose key is not here is none: an empty one would be shown as if the doctor had said nothing. */
const readable = (message: Message | null): Message | null =>
  message?.kind === 'text' && message.text === '' ? null : message;

function mapText(message: Message | null, how: (text: string) => string): Message | null {
  return message?.kind === 'text' ? { ...message, text: how(message.text) } : message;
}

/** Opens what was sealed; what cannot be opened reads as empty. */
export function openRecord(stored: StoredVisit, version: number, sealer: FieldSealer): VisitRecord {
  const visitId = stored.visit.id;
  return {
    visit: {
      ...stored.visit,
      label: sealer.open(stored.visit.label, { visitId, field: 'label' }),
      note: sealer.open(stored.visit.note, { visitId, field: 'note' }),
      links: stored.visit.links.map((one) => ({
        ...one,
        label: sealer.open(one.label, { visitId, field: `link:${one.number}` }),
      })),
    },
    persons: stored.persons.map((one) => ({
      ...one,
      name: sealer.open(one.name, { visitId, field: `name:${one.id}` }),
      message: readable(
        mapText(one.message, (text) => sealer.open(text, { visitId, field: `message:${one.id}` })),
      ),
    })),
    version,
  };
}
