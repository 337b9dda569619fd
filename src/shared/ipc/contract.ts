/**
 * The contract between the doctor's UI and the main process: channel -> schemas of input and output.
 * Preload, router and renderer derive their types from here. Adding a channel is one entry here, its
 * name in `channels.ts` and one handler; the compiler finds the rest. Those of one matter stand in a file of their own
 * (`settingUp.ts`, `history.ts`, `people.ts`, `clinic.ts`, `shell.ts`).
 */
import { z } from 'zod';
import { helpKeys } from '../help.ts';
import { identifications } from '../person.ts';
import { admissions, languages } from '../settings.ts';
import { connections } from '../deskLine/connection.ts';
import { settingsViewSchema, statusSchema } from './appView.ts';
import type { EventChannel, RequestChannel } from './channels.ts';
import { clinicRequests } from './clinic.ts';
import { peopleRequests } from './people.ts';
import { roles } from '../roles.ts';
import { chooseScreenSchema } from './callWindow.ts';
import { diagnosticsRequests } from './diagnostics.ts';
import { historyRequests } from './history.ts';
import { lifeRequests, updateStateSchema } from './life.ts';
import { reachRequests, reachSchema } from './reach.ts';
import { rehearsalRequests, rehearsalStateSchema } from './rehearsal.ts';
import { settingUpRequests } from './settingUp.ts';
import { guestTrustSchema } from './trust.ts';
import { noticeSchema, shellRequests } from './shell.ts';
import {
  epochMs,
  id,
  messageText,
  minutes,
  noteText,
  url,
  visitViewSchema,
  type ErrorView,
} from './visitView.ts';

export {
  certificateSchema,
  embeddings,
  settingsViewSchema,
  statusSchema,
  testStageSchema,
} from './appView.ts';
export type {
  CertificateView,
  Embedding,
  SettingsNotice,
  SettingsView,
  Status,
  TestStage,
} from './appView.ts';
export { errorSchema, visitViewSchema } from './visitView.ts';
export type { ErrorView, ExtraLinkView, PageView, PersonView, VisitView } from './visitView.ts';

const nothing = z.strictObject({});

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
  /**
   * The doctor is late: told to everybody who waits for this doctor, and on the pages of planned visits that begin soon; `null`
   * takes it back. Answers how many were told.
   */
  'visits:late': {
    input: z.strictObject({
      minutes: minutes.nullable(),
      /** The doctor's TrueConf ID; absent: the caller's own. */
      ownerId: z.string().max(64).optional(),
    }),
    output: z.strictObject({
      /** People who wait. */
      waiting: z.int().nonnegative(),
      /** Planned visits. */
      planned: z.int().nonnegative(),
    }),
  },
  /** Makes a planned visit on the server now, before its time. */
  'visits:start': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
  'visits:setLabel': {
    input: z.strictObject({ visitId: id, label: z.string().max(100) }),
    output: visitViewSchema,
  },
  /** Of an ended visit, too. */
  'visits:setNote': { input: z.strictObject({ visitId: id, note: noteText }), output: visitViewSchema },
  'visits:setAdmission': {
    input: z.strictObject({ visitId: id, admission: z.enum(admissions) }),
    output: visitViewSchema,
  },
  /** Ends a live visit, cancels one that is planned or failed. `noShow`: nobody came to a live one, else it fails with `somebody-came`. */
  'visits:end': {
    input: z.strictObject({ visitId: id, noShow: z.boolean().optional() }),
    output: visitViewSchema,
  },
  /** Takes a cancellation back: the visit is planned again, and its links work. Fails with `visit-closed` after a minute. */
  'visits:reopen': { input: z.strictObject({ visitId: id }), output: visitViewSchema },
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
  /** Whoever was declined waits again, at the old place. */
  'persons:undecline': { input: somePersons, output: visitViewSchema },
  /** How the doctor knows who this is; `null` takes it back. */
  'persons:identify': {
    input: z.strictObject({ visitId: id, personId: id, how: z.enum(identifications).nullable() }),
    output: visitViewSchema,
  },
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
      /** Of the clinic's service to its desktops: which certificates count for this page. Absent: the system's. */
      trust: guestTrustSchema.optional(),
    }),
  },
  'call:leave': { input: z.strictObject({ visitId: id }), output: nothing },
  ...settingUpRequests,
  /** For whom the caller may make visits. */
  'doctors:list': {
    input: nothing,
    output: z.strictObject({
      doctors: z.array(z.strictObject({ id: z.string().max(64), name: z.string().max(100) })),
    }),
  },
  /**
   * Another doctor of this PC works here now: the list of visits and their events are this doctor's. Elsewhere than at a
   * single PC it answers `unknown-channel`. Fails with `doctor-gone`, `storage-failed`.
   */
  'doctors:switch': { input: z.strictObject({ ownerId: z.string().max(64) }), output: nothing },
  /**
   * Signs the present doctor's own account out of TrueConf Web as it is kept here; the desktop's own, elsewhere it answers
   * `unknown-channel`.
   */
  'doctors:signOut': { input: nothing, output: z.strictObject({ partition: z.string().max(100) }) },
  ...historyRequests,
  ...diagnosticsRequests,
  ...reachRequests,
  ...rehearsalRequests,
  ...peopleRequests,
  ...clinicRequests,
  ...shellRequests,
  ...lifeRequests,
} as const satisfies Record<RequestChannel, { input: z.ZodType; output: z.ZodType }>;

export const events = {
  'visits:changed': z.strictObject({ revision: z.int().positive(), visit: visitViewSchema }),
  'status:changed': statusSchema,
  'settings:changed': settingsViewSchema,
  'reach:changed': reachSchema,
  'rehearsal:changed': rehearsalStateSchema,
  /** The call of this visit was entered at another desk of the same account. */
  'call:taken': z.strictObject({ visitId: id }),
  /** Of the desktop with the clinic's service. */
  'connection:changed': z.strictObject({ connection: z.enum(connections) }),
  /** A notice was clicked; the window is in front. */
  'shell:opened': noticeSchema.pick({ visitId: true }),
  /** The desk was called by an address; `shell:takeLink` gives it. The window is in front. */
  'shell:linked': nothing,
  'shell:updateChanged': updateStateSchema,
  /** The guest of the call asks to show a screen: which one, answered by `shell:shareScreen`. */
  'shell:chooseScreen': chooseScreenSchema,
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
