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

/** system: the certificates of Node and of the operating system. ca-file: these and a file's. certificate: the pinned one alone. */
export const trustModes = ['system', 'ca-file', 'certificate'] as const;
export type TrustMode = (typeof trustModes)[number];

export const proxyModes = ['system', 'none', 'explicit'] as const;
export type ProxyMode = (typeof proxyModes)[number];

/** Whether this is `http(s)://host[:port]`: no path, no user, no password (that one lives in the SecretBox). */
export function isProxyAddress(value: string): boolean {
  if (!/^https?:\/\/[^\s/?#@\\]+\/?$/i.test(value)) return false;
  return (URL.parse(value)?.hostname ?? '') !== '';
}

export const proxySchema = z.strictObject({
  mode: z.enum(proxyModes).default('system'),
  /** `http(s)://host[:port]`; counts with mode `explicit`. */
  address: text(300)
    .default('')
    .refine((value) => value === '' || isProxyAddress(value)),
  /** Name at the proxy; its password is the secret `proxy-password`. */
  user: text(200).default(''),
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
  trust: z.enum(trustModes).default('system'),
  /** PEM file of this computer with the authorities that count beside the system's; with trust `ca-file`. */
  caFile: text(500).default(''),
  /** Counts with trust `certificate` only: ask `pinOf`. */
  pin: pinSchema.nullable().default(null),
  proxy: proxySchema.prefault({}),
});

/** The one certificate that is trusted for the server; `null`: the system's certificates or the CA file decide. */
export const pinOf = ({ trust, pin }: Pick<Settings['server'], 'trust' | 'pin'>): Pin | null =>
  trust === 'certificate' ? pin : null;

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

/**
 * own-page: the patient's page of this program. server-page: the page that TrueConf Server itself has for a conference
 * (trueconf-api.md §3.1, `url`); nothing listens here then. off: no link is given out.
 */
export const linkTargets = ['own-page', 'server-page', 'off'] as const;
export type LinkTarget = (typeof linkTargets)[number];

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
  /** PFX file (PKCS #12) of this computer, instead of both. */
  pfxFile: text(500).default(''),
  entry: z.enum(joinEntries).default('navigate'),
  /** Of a single PC: what links open. */
  links: z.enum(linkTargets).default('own-page'),
});

export const admissions = ['straight', 'waiting'] as const;

/** minimal: sound, picture and chat. documents: files too. */
export const rightsPresets = ['minimal', 'documents'] as const;
export type RightsPreset = (typeof rightsPresets)[number];

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
  /** What everybody in the call may do. */
  rights: z.enum(rightsPresets).default('minimal'),
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

export const rehearsalTimes = ['off', 'daily'] as const;

export const diagnosticsSchema = z.strictObject({
  /** How often a visit is played by the machine without being asked. */
  rehearsal: z.enum(rehearsalTimes).default('daily'),
});

export const appSchema = z.strictObject({
  language: z.enum(['system', ...languages]).default('system'),
});

/** Of the desktop: with which clinic's service it works. Everywhere else it is empty and means nothing. */
export const serviceSchema = z.strictObject({
  /** Origin of the service, `https://host[:port]`; http only on loopback. Empty: this PC alone. */
  address: serverSchema.shape.address,
});

/** Whether this is an https address without credentials, query and fragment. */
function isHttpsFolder(value: string): boolean {
  const url = URL.parse(value);
  return url?.protocol === 'https:' && url.username + url.password + url.search + url.hash === '';
}

/** Of the desktop: newer versions of it. */
export const updatesSchema = z.strictObject({
  /** Whether they are looked for and fetched. What is fetched is installed only after somebody has said so. */
  check: z.boolean().default(true),
  /** https folder that holds them, a clinic's own; empty: where the installer came from. */
  address: text(300)
    .default('')
    .refine((value) => value === '' || isHttpsFolder(value)),
});

/** Of a single PC with several doctors: who works at it now. Saved by the switch, not by the settings screen. */
export const presentSchema = z.strictObject({
  /** TrueConf ID; empty, or of nobody in the list: the first doctor. */
  doctorId: text(64).default(''),
  /** Of the desktop: where own accounts are kept (`ownerPartition`) with which a call was entered, so that they were signed in. */
  entered: z.array(text(64)).max(200).default([]),
});

/** Raised with each step of `main/settings/migrations.ts`. */
export const settingsVersion = 2;

export const settingsSchema = z.strictObject({
  version: z.literal(settingsVersion).default(settingsVersion),
  server: serverSchema.prefault({}),
  doctors: doctorsSchema.prefault({}),
  join: joinSchema.prefault({}),
  visits: visitsSchema.prefault({}),
  clinic: clinicSchema.prefault({}),
  messages: messagesSchema.prefault({}),
  privacy: privacySchema.prefault({}),
  diagnostics: diagnosticsSchema.prefault({}),
  app: appSchema.prefault({}),
  service: serviceSchema.prefault({}),
  updates: updatesSchema.prefault({}),
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
  diagnostics: diagnosticsSchema,
  app: appSchema,
  service: serviceSchema,
  updates: updatesSchema,
  present: presentSchema,
} as const;
export type SectionName = keyof typeof sectionSchemas;

/** Sections that IT may set for many computers: all but who works here now. */
export type PolicySection = Exclude<SectionName, 'present'>;

/** `section.field`: what a policy may give and lock. */
export type PolicyKey = {
  readonly [Name in PolicySection]: `${Name}.${keyof Settings[Name] & string}`;
}[PolicySection];

function isPolicyKey(key: string): key is PolicyKey {
  const [section = '', field = ''] = key.split('.');
  const found = Object.entries(sectionSchemas).find(([name]) => name === section && name !== 'present');
  return found !== undefined && Object.hasOwn(found[1].shape, field);
}

export const policyKeys: readonly PolicyKey[] = Object.entries(sectionSchemas)
  .flatMap(([name, schema]) => Object.keys(schema.shape).map((field) => `${name}.${field}`))
  .filter(isPolicyKey);

/** Settings that may be given from outside; such a field shows locked. `doctors.id`: the TrueConf ID of the first doctor. */
export const lockableKeys = [...policyKeys, 'credentials.secret', 'doctors.id'] as const;
export type LockableKey = (typeof lockableKeys)[number];

/** Where a locked value comes from. */
export const lockSources = ['environment', 'policy-file', 'registry'] as const;
export type LockSource = (typeof lockSources)[number];

export interface Lock {
  readonly key: LockableKey;
  readonly source: LockSource;
}

/** What is still missing before a visit can be made, by field. */
export type MissingField = 'server.address' | 'server.clientId' | 'credentials.secret' | 'doctors.id';
