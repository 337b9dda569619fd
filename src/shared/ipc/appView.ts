/** What the board and the settings screen show of the app itself: settings, status, tests (`contract.ts`). */
import { z } from 'zod';
import { messengers } from '../sending/addresses.ts';
import { maxTemplateLength } from '../sending/template.ts';
import { lockableKeys, pinSchema, settingsSchema } from '../settings.ts';
import { errorSchema, url } from './visitView.ts';

const interfaceSchema = z.strictObject({ name: z.string(), address: z.string() });

/** How the secrets are kept: in a vault of the system, in a file, or for this run only. */
const vaultSchema = z.strictObject({ strength: z.enum(['strong', 'weak', 'none']), lasting: z.boolean() });

export const settingsViewSchema = z.strictObject({
  values: settingsSchema,
  /** Fields that the environment gives. */
  locked: z.array(z.enum(lockableKeys)),
  secret: z.strictObject({
    /** `this-run`: kept in memory only. */
    stored: z.enum(['no', 'lasting', 'this-run', 'environment']),
    vault: vaultSchema,
  }),
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
  ]),
  /** Whether the call is embedded in the patient's page; `unchecked`: the server has not been asked yet. */
  embedding: z.enum(embeddings),
  vault: vaultSchema,
  /** The last thing that the server said to the core in the background, `null` when it answers. */
  server: errorSchema.omit({ correlationId: true }).nullable(),
  demo: z.boolean(),
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

export type SettingsView = z.output<typeof settingsViewSchema>;
export type Status = z.output<typeof statusSchema>;
export type TestStage = z.output<typeof testStageSchema>;
export type CertificateView = z.output<typeof certificateSchema>;
