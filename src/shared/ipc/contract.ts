/**
 * The contract between the doctor's UI and the main process: channel -> schemas of input and output.
 * Preload, router and renderer derive their types from here. Adding a channel is one entry here, its
 * name in `channels.ts` and one handler; the compiler finds the rest.
 */
import { z } from 'zod';
import { helpKeys } from '../help.ts';
import {
  admissions,
  appSchema,
  clinicSchema,
  doctorsSchema,
  joinSchema,
  languages,
  lockableKeys,
  pinSchema,
  serverSchema,
  settingsSchema,
  visitsSchema,
} from '../settings.ts';
import type { EventChannel, RequestChannel } from './channels.ts';
import {
  epochMs,
  errorSchema,
  id,
  messageText,
  minutes,
  url,
  visitViewSchema,
  type ErrorView,
} from './visitView.ts';

export { errorSchema, visitViewSchema } from './visitView.ts';
export type { ErrorView, PageView, PersonView, VisitView } from './visitView.ts';

const nothing = z.strictObject({});

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

const summary = z.strictObject({ id, label: z.string().max(100), createdAt: epochMs });
const secretText = z.string().trim().min(1).max(500);

const somePersons = z.strictObject({ visitId: id, personIds: z.array(id).min(1).max(50) });

export const requests = {
  'app:info': {
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      shell: z.enum(['desktop', 'web']),
      /** The language chosen in the settings or, without a choice, the system's. */
      language: z.enum(languages),
      status: statusSchema,
      /** Sentences for a camera that does not work: by key and language. */
      help: z.record(z.enum(helpKeys), z.record(z.string(), z.string())),
    }),
  },
  'visits:list': {
    input: nothing,
    output: z.strictObject({ revision: z.int().nonnegative(), visits: z.array(visitViewSchema) }),
  },
  'visits:create': { input: nothing, output: visitViewSchema },
  'visits:setLabel': {
    input: z.strictObject({ visitId: id, label: z.string().max(100) }),
    output: visitViewSchema,
  },
  'visits:setAdmission': {
    input: z.strictObject({ visitId: id, admission: z.enum(admissions) }),
    output: visitViewSchema,
  },
  /** Ends a live visit, cancels one that failed. */
  'visits:end': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
  'visits:retry': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
  /** Kills the visit's link and gives a new one. */
  'visits:newLink': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
  'persons:letIn': { input: somePersons, output: visitViewSchema },
  'persons:decline': { input: somePersons, output: visitViewSchema },
  /** Tells who waits; `null` takes the message back. */
  'persons:message': {
    input: somePersons.extend({
      message: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('minutes'), minutes }),
          z.strictObject({ kind: z.literal('text'), text: messageText }),
        ])
        .nullable(),
    }),
    output: visitViewSchema,
  },
  /** Who asked to be called was called; `personId` `null`: who has not pressed. */
  'visits:callDone': {
    input: z.strictObject({ visitId: id, personId: id.nullable() }),
    output: visitViewSchema,
  },
  /** Runs the conference for the doctor; `url` is what is embedded, `null` when the call is in a tab. */
  'call:enter': {
    input: z.strictObject({ visitId: id }),
    output: z.strictObject({
      url: url.nullable(),
      /** The desktop's webview partition; persistent for the own account, in memory for a guest. */
      partition: z.string().max(100),
    }),
  },
  'call:leave': { input: z.strictObject({ visitId: id }), output: nothing },
  'settings:get': { input: nothing, output: settingsViewSchema },
  'settings:save': {
    input: z.strictObject({
      sections: z.strictObject({
        server: serverSchema.optional(),
        doctors: doctorsSchema.optional(),
        join: joinSchema.optional(),
        visits: visitsSchema.optional(),
        clinic: clinicSchema.optional(),
        app: appSchema.optional(),
      }),
      /** The doctor has seen which visits' links die by this change. */
      linksMayDie: z.boolean(),
    }),
    output: z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('saved'), view: settingsViewSchema }),
      /** Nothing was saved: these visits' links would die. */
      z.strictObject({ state: z.literal('links-would-die'), visits: z.array(summary) }),
    ]),
  },
  /** Fails with `consent-needed` where the vault is weak and no consent was given. */
  'credentials:save': {
    input: z.strictObject({ secret: secretText, consent: z.boolean() }),
    output: settingsViewSchema,
  },
  'credentials:forget': { input: nothing, output: settingsViewSchema },
  /** Tests what is on the screen, saved or not; without `secret` the stored one is used, for the saved address only. */
  'connection:test': {
    input: z.strictObject({
      server: serverSchema,
      ownerId: z.string().max(64),
      secret: secretText.nullable(),
    }),
    output: z.strictObject({ stages: z.array(testStageSchema) }),
  },
  /** Looks at the certificate that an address shows, so that the person can trust this one. */
  'certificate:look': { input: z.strictObject({ address: z.string().max(300) }), output: certificateSchema },
  /** "Try it without a server": starts the built-in emulator and uses it until the app is closed. */
  'demo:start': { input: nothing, output: nothing },
} as const satisfies Record<RequestChannel, { input: z.ZodType; output: z.ZodType }>;

export const events = {
  'visits:changed': z.strictObject({ revision: z.int().positive(), visit: visitViewSchema }),
  'status:changed': statusSchema,
  'settings:changed': settingsViewSchema,
} as const satisfies Record<EventChannel, z.ZodType>;

export type RequestInput<C extends RequestChannel> = z.input<(typeof requests)[C]['input']>;
/** What a handler gets: the parsed input. */
export type HandlerInput<C extends RequestChannel> = z.output<(typeof requests)[C]['input']>;
export type RequestOutput<C extends RequestChannel> = z.output<(typeof requests)[C]['output']>;
export type EventPayload<C extends EventChannel> = z.output<(typeof events)[C]>;

/** Nothing is thrown through a channel. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorView };

export type SettingsView = z.output<typeof settingsViewSchema>;
export type Status = z.output<typeof statusSchema>;
export type TestStage = z.output<typeof testStageSchema>;
export type CertificateView = z.output<typeof certificateSchema>;

/** What a transport must offer; the preload and the web shell's socket are two of them. */
export interface DeskApi {
  request<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<Envelope<RequestOutput<C>>>;
  /** Returns a function that ends the subscription. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventPayload<C>) => void): () => void;
}
