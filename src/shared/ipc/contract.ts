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
  serverSchema,
  visitsSchema,
} from '../settings.ts';
import { connections } from '../deskLine/connection.ts';
import { certificateSchema, settingsViewSchema, statusSchema, testStageSchema } from './appView.ts';
import type { EventChannel, RequestChannel } from './channels.ts';
import { accountChanges, accountViewSchema, newAccount, siteSchema } from './people.ts';
import { roles } from '../roles.ts';
import { epochMs, id, messageText, minutes, url, visitViewSchema, type ErrorView } from './visitView.ts';

export {
  certificateSchema,
  embeddings,
  settingsViewSchema,
  statusSchema,
  testStageSchema,
} from './appView.ts';
export type { CertificateView, Embedding, SettingsView, Status, TestStage } from './appView.ts';
export { errorSchema, visitViewSchema } from './visitView.ts';
export type { ErrorView, ExtraLinkView, PageView, PersonView, VisitView } from './visitView.ts';

const nothing = z.strictObject({});

const summary = z.strictObject({ id, label: z.string().max(100), createdAt: epochMs });
const secretText = z.string().trim().min(1).max(500);

const somePersons = z.strictObject({ visitId: id, personIds: z.array(id).min(1).max(50) });

export const requests = {
  'app:info': {
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      /** `service`: a browser desk of the clinic's service; the desktop is `desktop` there, too. */
      shell: z.enum(['desktop', 'web', 'service']),
      /** Who is signed in at the clinic's service; `null`: a single PC, where nobody signs in. */
      you: z.strictObject({ name: z.string().max(100), role: z.enum(roles) }).nullable(),
      /** The language chosen in the settings or, without a choice, the system's. */
      language: z.enum(languages),
      status: statusSchema,
      /** Sentences for a camera that does not work: by key and language. */
      help: z.record(z.enum(helpKeys), z.record(z.string(), z.string())),
    }),
  },
  'visits:list': {
    input: z.strictObject({
      /** Planned visits that begin then (epoch ms) or later are left out. */
      plannedBefore: epochMs.optional(),
      /** Where this desk stood when its line was lost: at the clinic's service only what changed since is listed, if that is known. */
      since: z.strictObject({ count: z.string().max(32), revision: z.int().nonnegative() }).optional(),
    }),
    output: z.strictObject({
      revision: z.int().nonnegative(),
      visits: z.array(visitViewSchema),
      /** Names the count to which the revision belongs; absent: it ends with the connection. */
      count: z.string().max(32).optional(),
      /** What changed since the revision that was asked for; absent: the whole list. */
      part: z.literal(true).optional(),
    }),
  },
  'visits:create': {
    input: z.strictObject({
      /** The doctor's TrueConf ID; absent: the caller's own. */
      ownerId: z.string().max(64).optional(),
      label: z.string().max(100).optional(),
      /** Absent: now. A planned visit is made on the server when its time comes near. */
      startsAt: epochMs.optional(),
    }),
    output: visitViewSchema,
  },
  /** Another time for a planned visit; its link stays. Fails with `visit-not-planned`. */
  'visits:move': { input: z.strictObject({ visitId: id, startsAt: epochMs }), output: visitViewSchema },
  /** Makes a planned visit on the server now, before its time. */
  'visits:start': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
  'visits:setLabel': {
    input: z.strictObject({ visitId: id, label: z.string().max(100) }),
    output: visitViewSchema,
  },
  'visits:setAdmission': {
    input: z.strictObject({ visitId: id, admission: z.enum(admissions) }),
    output: visitViewSchema,
  },
  /** Ends a live visit, cancels one that is planned or failed. */
  'visits:end': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
  'visits:retry': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
  /** Kills a link of the visit, without `number` the first, and gives a new one in its place. */
  'visits:newLink': {
    input: z.strictObject({ visitId: id, number: z.int().positive().optional() }),
    output: visitViewSchema,
  },
  /**
   * One more link, for one more person; `number` is the new one's. Fails with `links-full`, `places-too-few`, `guest-seats-taken`,
   * `visit-closed`.
   */
  'visits:addLink': {
    input: z.strictObject({ visitId: id, label: z.string().max(100) }),
    output: z.strictObject({ visit: visitViewSchema, number: z.int().positive() }),
  },
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
  /** Who asked to be called was called; `personId` `null`: who has not pressed, by this link or without one by any. */
  'visits:callDone': {
    input: z.strictObject({
      visitId: id,
      personId: id.nullable(),
      linkNumber: z.int().positive().optional(),
    }),
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
      /** Whose TrueConf ID is tried; `null`: the clinic's service has no doctor yet. */
      ownerId: z.string().max(64).nullable(),
      secret: secretText.nullable(),
    }),
    output: z.strictObject({ stages: z.array(testStageSchema) }),
  },
  /** Looks at the certificate that an address shows, so that the person can trust this one. */
  'certificate:look': { input: z.strictObject({ address: z.string().max(300) }), output: certificateSchema },
  /** "Try it without a server": starts the built-in emulator and uses it until the app is closed. */
  'demo:start': { input: nothing, output: nothing },
  /** For whom the caller may make visits. */
  'doctors:list': {
    input: nothing,
    output: z.strictObject({
      doctors: z.array(z.strictObject({ id: z.string().max(64), name: z.string().max(100) })),
    }),
  },
  /** People and sites exist on the clinic's service only; elsewhere their channels answer `unknown-channel`. */
  'people:list': {
    input: nothing,
    output: z.strictObject({ accounts: z.array(accountViewSchema), sites: z.array(siteSchema) }),
  },
  'people:create': { input: newAccount, output: accountViewSchema },
  'people:change': {
    input: z.strictObject({ accountId: id, changes: accountChanges }),
    output: accountViewSchema,
  },
  /** Every session of the account ends. */
  'people:setPassword': {
    input: z.strictObject({ accountId: id, password: z.string().max(1_000) }),
    output: accountViewSchema,
  },
  'sites:put': { input: siteSchema, output: nothing },
  /** Fails with `site-in-use`. */
  'sites:remove': { input: z.strictObject({ siteId: id }), output: nothing },
  /** The desktop's own, like all of `clinic:`; elsewhere they answer `unknown-channel`. To be asked once by each page that is loaded. */
  'clinic:state': {
    input: nothing,
    output: z.strictObject({
      /** Origin of the clinic's service; empty: this PC alone. */
      address: z.string().max(300),
      /** The environment gives it. */
      locked: z.boolean(),
      connection: z.enum(connections),
    }),
  },
  /**
   * Works with this service from now on, or with none (empty): the app starts anew. Fails with `invalid-input`, `locked`,
   * `not-the-service`, `service-other-name`, `service-away`, and every fault of the way.
   */
  'clinic:use': { input: z.strictObject({ address: z.string().max(300) }), output: nothing },
  /** Opens a page of the service in a window of its own. */
  'clinic:open': {
    input: z.strictObject({ page: z.enum(['sign-in', 'account']), language: z.enum(languages) }),
    output: nothing,
  },
  'clinic:signOut': { input: nothing, output: nothing },
} as const satisfies Record<RequestChannel, { input: z.ZodType; output: z.ZodType }>;

export const events = {
  'visits:changed': z.strictObject({ revision: z.int().positive(), visit: visitViewSchema }),
  'status:changed': statusSchema,
  'settings:changed': settingsViewSchema,
  /** The call of this visit was entered at another desk of the same account. */
  'call:taken': z.strictObject({ visitId: id }),
  /** Of the desktop with the clinic's service. */
  'connection:changed': z.strictObject({ connection: z.enum(connections) }),
} as const satisfies Record<EventChannel, z.ZodType>;

export type RequestInput<C extends RequestChannel> = z.input<(typeof requests)[C]['input']>;
/** What a handler gets: the parsed input. */
export type HandlerInput<C extends RequestChannel> = z.output<(typeof requests)[C]['input']>;
export type RequestOutput<C extends RequestChannel> = z.output<(typeof requests)[C]['output']>;
export type EventPayload<C extends EventChannel> = z.output<(typeof events)[C]>;

/** Nothing is thrown through a channel. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorView };

/** What a transport must offer; the preload and the web shell's socket are two of them. */
export interface DeskApi {
  request<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<Envelope<RequestOutput<C>>>;
  /** Returns a function that ends the subscription. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventPayload<C>) => void): () => void;
}
