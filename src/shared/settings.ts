/**
 * The settings: one schema, with defaults. What is stored, what the screen edits and what the core reads are this.
 * The Client Secret is not a setting: it lives in the SecretBox (`main/credentials`).
 */
import { z } from 'zod';
import { messengers } from './sending/addresses.ts';
import { maxTemplateLength, templateProblem } from './sending/template.ts';
import { parseServerAddress } from './serverAddress.ts';

const text = (max: number) => z.string().trim().max(max);

/** One certificate trusted for one host and port; its expiry is still checked. */
export const pinSchema = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  /** SHA-256 of the DER, lower-case hex without colons. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The certificate itself: TLS verification needs it, a fingerprint alone is not enough. */
  pem: z.string().max(10_000),
  subject: z.string().max(500),
  issuer: z.string().max(500),
  /** Epoch ms. */
  validTo: z.number(),
  /** Epoch ms. */
  acceptedAt: z.number(),
});

export const serverSchema = z.strictObject({
  /** Origin of the TrueConf server, `https://host[:port]`; http only on loopback. Empty until set up. */
  address: text(300)
    .default('')
    .transform((value, context) => {
      if (value === '') return '';
      const parsed = parseServerAddress(value);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: 'custom', message: parsed.error });
      return z.NEVER;
    }),
  clientId: text(200).default(''),
  /** `null`: the system's certificates decide. */
  pin: pinSchema.nullable().default(null),
});

export const doctorSchema = z.strictObject({
  /** TrueConf ID (trueconf-api.md §3.1, `owner`). */
  id: text(64).regex(/^[^\s/\\?#%]*$/),
  /** Shown to patients, and the name of the doctor in the call as a named guest. */
  name: text(100).default(''),
});

/**
 * own-account: TrueConf Web keeps the doctor signed in. named-guest: embedded with one click, takes a guest seat.
 * trueconf-app: the server rings the doctor's TrueConf app.
 */
export const entryWays = ['own-account', 'named-guest', 'trueconf-app'] as const;
export type EntryWay = (typeof entryWays)[number];

export const doctorsSchema = z.strictObject({
  /** Of a single PC; the first is the one of the set-up. Every visit bears its owner. */
  list: z.array(doctorSchema).max(50).default([]),
  entry: z.enum(entryWays).default('own-account'),
});

/** navigate: the patient's browser goes to TrueConf Web. embed: TrueConf Web in a frame of our https page. */
export const joinEntries = ['navigate', 'embed'] as const;
export type JoinEntry = (typeof joinEntries)[number];

/** An IPv4 or IPv6 address, or a network of them. */
const networkSchema = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** `https://host[:port]` and nothing else, as browsers write an origin. */
export function isHttpsOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url?.protocol === 'https:' && url.origin === value;
}

export const joinSchema = z.strictObject({
  /** Name of the network interface that serves the patient's page; `null`: this computer only. */
  interface: z.string().max(100).nullable().default(null),
  /** TCP port of the patient's page. */
  port: z.int().min(1024).max(65_535).default(8765),
  /** Origin under which patients reach the page, where it is not this computer's own: a proxy's, or the name on the certificate. */
  publicAddress: text(300)
    .default('')
    .refine((value) => value === '' || isHttpsOrigin(value)),
  /** Addresses or networks (CIDR) of proxies whose `X-Forwarded-For` is believed; nobody else's is. */
  trustedProxies: z.array(networkSchema).max(20).default([]),
  /** PEM files of this computer; both or none: the page is served over https then. */
  certificateFile: text(500).default(''),
  keyFile: text(500).default(''),
  entry: z.enum(joinEntries).default('navigate'),
});

export const admissions = ['straight', 'waiting'] as const;

export const visitsSchema = z.strictObject({
  /** `{{time}}`: local time of the visit. `{{name}}`: the label, which then stays in TrueConf's history. */
  topic: text(240).min(1).default('Video visit {{time}}'),
  /** Participants, the doctor included. */
  places: z.int().min(2).max(36).default(4),
  /** Life of a link in hours. */
  linkLifeHours: z.int().min(1).max(720).default(24),
  admission: z.enum(admissions).default('straight'),
  /** Guest connections of the licence (trueconf-api.md §8; Free has one); `null`: not known. */
  guestSeats: z.int().min(1).max(10_000).nullable().default(null),
});

export const clinicSchema = z.strictObject({
  name: text(120).default(''),
  /** As people write it; the page makes a `tel:` link of it. */
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[0-9+()\-\s.,#*]*$/)
    .default(''),
  /** Whether the patient's page names the doctor. */
  showDoctor: z.boolean().default(true),
});

export const privacySchema = z.strictObject({
  /** Visits that ended longer ago are erased. */
  keepDays: z.int().min(1).max(3_650).default(30),
});

export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

/** Empty: the built-in text of that language. */
const templateSchema = z
  .string()
  .trim()
  .max(maxTemplateLength)
  .refine((value) => value === '' || templateProblem(value) === undefined)
  .default('');

/** How links are sent to patients. */
export const messagesSchema = z.strictObject({
  en: templateSchema,
  ru: templateSchema,
  email: z.boolean().default(true),
  sms: z.boolean().default(true),
  messengers: z.array(z.enum(messengers)).max(messengers.length).default([]),
});

export const appSchema = z.strictObject({
  language: z.enum(['system', ...languages]).default('system'),
});

/** Of the desktop: with which clinic's service it works. Everywhere else it is empty and means nothing. */
export const serviceSchema = z.strictObject({
  /** Origin of the service, `https://host[:port]`; http only on loopback. Empty: this PC alone. */
  address: serverSchema.shape.address,
});

/** Of a single PC with several doctors: who works at it now. Saved by the switch, not by the settings screen. */
export const presentSchema = z.strictObject({
  /** TrueConf ID; empty, or of nobody in the list: the first doctor. */
  doctorId: text(64).default(''),
  /** Of the desktop: where own accounts are kept (`ownerPartition`) with which a call was entered, so that they were signed in. */
  entered: z.array(text(64)).max(200).default([]),
});

export const settingsSchema = z.strictObject({
  version: z.literal(1).default(1),
  server: serverSchema.prefault({}),
  doctors: doctorsSchema.prefault({}),
  join: joinSchema.prefault({}),
  visits: visitsSchema.prefault({}),
  clinic: clinicSchema.prefault({}),
  messages: messagesSchema.prefault({}),
  privacy: privacySchema.prefault({}),
  app: appSchema.prefault({}),
  service: serviceSchema.prefault({}),
  present: presentSchema.prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
export type Pin = z.output<typeof pinSchema>;
export type Doctor = z.output<typeof doctorSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

/** A section of the settings, saved as a whole. */
export const sectionSchemas = {
  server: serverSchema,
  doctors: doctorsSchema,
  join: joinSchema,
  visits: visitsSchema,
  clinic: clinicSchema,
  messages: messagesSchema,
  privacy: privacySchema,
  app: appSchema,
  service: serviceSchema,
  present: presentSchema,
} as const;
export type SectionName = keyof typeof sectionSchemas;

/** Settings that the environment may give; such a field shows locked. */
export const lockableKeys = [
  'server.address',
  'server.clientId',
  'credentials.secret',
  'doctors.id',
  'visits.topic',
  'app.language',
] as const;
export type LockableKey = (typeof lockableKeys)[number];

/** What is still missing before a visit can be made, by field. */
export type MissingField = 'server.address' | 'server.clientId' | 'credentials.secret' | 'doctors.id';
