/** What the board and the settings screen show of the app itself: settings, status, tests (`contract.ts`). */
import { z } from 'zod';
import { interfaceKinds } from './reach.ts';
import { messengers } from '../sending/addresses.ts';
import { policyProblemSchema } from '../policyProblem.ts';
import { maxTemplateLength } from '../sending/template.ts';
import { lockableKeys, lockSources, pinSchema, settingsSchema } from '../settings.ts';
import { endLevels, watchedCertificates } from '../certificateEnd.ts';
import { epochMs, errorSchema, url } from './visitView.ts';

const interfaceSchema = z.strictObject({
  name: z.string(),
  address: z.string(),
  kind: z.enum(interfaceKinds),
});

/** How the secrets are kept: in a vault of the system, in a file, or for this run only. */
const vaultSchema = z.strictObject({ strength: z.enum(['strong', 'weak', 'none']), lasting: z.boolean() });

/** A secret beside the Client Secret; `this-run`: kept in memory only. */
const keptSchema = z.enum(['no', 'lasting', 'this-run']);
export type KeptState = z.output<typeof keptSchema>;

/** The stored settings could not be used as they were. */
export const settingsNoticeSchema = z.strictObject({
  /** The name under which they are kept in the data folder; `null`: they could not be set aside, and stay where they are. */
  file: z.string().max(300).nullable(),
  /** newer: a later version of Visit Desk wrote them. */
  reason: z.enum(['damaged', 'newer']),
  /** What counts instead. salvaged: the sound sections, and defaults for the others. */
  used: z.enum(['last-good', 'salvaged', 'defaults']),
});

export const settingsViewSchema = z.strictObject({
  values: settingsSchema,
  /** What a field is while nobody has set it: shown beside it, and put back by a click. */
  defaults: settingsSchema,
  /** Fields that IT gives, and from where. */
  locked: z.array(z.strictObject({ key: z.enum(lockableKeys), source: z.enum(lockSources) })),
  /** What is wrong with the policy of this computer. */
  policyProblems: z.array(policyProblemSchema),
  secret: z.strictObject({
    /** `this-run`: kept in memory only. */
    stored: z.enum(['no', 'lasting', 'this-run', 'environment']),
    vault: vaultSchema,
  }),
  /** Of the user at an explicit proxy. */
  proxyPassword: keptSchema,
  /** Of the key or PFX of the patient's page. */
  pagePassphrase: keptSchema,
  interfaces: z.array(interfaceSchema),
});

/** `off`: not wanted. All but `on` lead to navigation; `unchecked` until the server was asked. */
export const embeddings = [
  'off',
  'unchecked',
  'on',
  'not-https',
  'other-address-space',
  'framing-forbidden',
  'server-unreachable',
] as const;
export type Embedding = (typeof embeddings)[number];

/** What a desk sends to patients, and by which ways it may. */
const sendingSchema = z.strictObject({
  clinicName: z.string().max(120),
  phone: z.string().max(40),
  /** The clinic's texts by language; empty: the built-in one. */
  templates: z.strictObject({
    en: z.string().max(maxTemplateLength),
    ru: z.string().max(maxTemplateLength),
  }),
  email: z.boolean(),
  sms: z.boolean(),
  messengers: z.array(z.enum(messengers)),
});

export const statusSchema = z.strictObject({
  /** What is missing before a visit can be made. */
  missing: z.array(z.enum(['server.address', 'server.clientId', 'credentials.secret', 'doctors.id'])),
  join: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('starting') }),
    z.strictObject({
      state: z.literal('listening'),
      origin: url,
      reach: z.enum(['this-computer', 'clinic-network', 'public-address']),
    }),
    z.strictObject({ state: z.literal('failed'), error: errorSchema.omit({ correlationId: true }) }),
    /** Links open TrueConf Server's own page, and nothing listens here; `origin` of that server. */
    z.strictObject({ state: z.literal('server-page'), origin: url }),
    z.strictObject({ state: z.literal('off') }),
  ]),
  /** Whether the call is embedded in the patient's page; `unchecked`: the server has not been asked yet. */
  embedding: z.enum(embeddings),
  vault: vaultSchema,
  /** Certificates that end within 30 days, or have ended. */
  certificates: z.array(
    z.strictObject({
      which: z.enum(watchedCertificates),
      level: z.enum(endLevels),
      validTo: epochMs,
    }),
  ),
  /** The last thing that the server said to the core in the background, `null` when it answers. */
  server: errorSchema.omit({ correlationId: true }).nullable(),
  demo: z.boolean(),
  /** Until settings are saved, or the end of the run; `null`: all was well. */
  settingsNotice: settingsNoticeSchema.nullable(),
  doctorName: z.string().max(100),
  sending: sendingSchema,
  /** Who share this PC, and who of them works here now (TrueConf IDs). One doctor, and the clinic's service: nobody is listed. */
  doctors: z.strictObject({
    presentId: z.string().max(64),
    /** Of the desktop: nobody has entered a call with this doctor's own account yet, so it is hardly signed in to TrueConf. */
    mustSignIn: z.boolean(),
    list: z.array(z.strictObject({ id: z.string().max(64), name: z.string().max(100) })),
  }),
});

/** One line of "Test connection". */
export const testStageSchema = z.strictObject({
  stage: z.enum([
    'settings',
    'proxy',
    'connection',
    'certificate',
    'server',
    'credentials',
    'permission',
    'owner',
    'roster',
  ]),
  outcome: z.enum(['passed', 'failed', 'unknown', 'not-tried']),
  /** Milliseconds. */
  ms: z.number().nonnegative(),
  error: errorSchema.omit({ correlationId: true }).nullable(),
  /** What was found: the server's version, the certificate's last day, the doctor's name. */
  facts: z.record(z.string().max(40), z.union([z.string().max(500), z.number()])),
});

export const certificateSchema = pinSchema.omit({ acceptedAt: true }).extend({
  validFrom: z.number(),
  /** Whether the system's certificates accept it for this host now, else why not. */
  verdict: z.enum(['trusted', 'self-signed', 'untrusted', 'expired', 'other-host']),
});

/** What people compare of a certificate. */
export const certificateFactsSchema = certificateSchema.pick({
  subject: true,
  issuer: true,
  validFrom: true,
  validTo: true,
  sha256: true,
});

export type CertificateFacts = z.output<typeof certificateFactsSchema>;
export type SettingsView = z.output<typeof settingsViewSchema>;
export type SettingsNotice = z.output<typeof settingsNoticeSchema>;
export type Status = z.output<typeof statusSchema>;
export type TestStage = z.output<typeof testStageSchema>;
export type CertificateView = z.output<typeof certificateSchema>;
