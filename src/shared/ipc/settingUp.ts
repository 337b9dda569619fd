/** Settings, the secret, and what is tried before both are saved. */
import { z } from 'zod';
import {
  appSchema,
  clinicSchema,
  diagnosticsSchema,
  doctorsSchema,
  joinSchema,
  messagesSchema,
  privacySchema,
  serverSchema,
  visitsSchema,
  updatesSchema,
} from '../settings.ts';
import { settingsViewSchema, testStageSchema } from './appView.ts';
import { trustRequests } from './trust.ts';
import { epochMs, id } from './visitView.ts';

const nothing = z.strictObject({});

/** `label`: empty for a visit that is not on the caller's board. */
const summary = z.strictObject({ id, label: z.string().max(100), createdAt: epochMs });
const ownedSummary = summary.extend({ ownerId: z.string().max(64), startsAt: epochMs.nullable() });
const secretText = z.string().trim().min(1).max(500);
/** Spaces count; a line end is what a copy brings along. */
const passwordText = z
  .string()
  .max(255)
  .transform((value) => value.replace(/[\r\n]+$/, ''))
  .refine((value) => value !== '' && !/\p{Cc}/u.test(value));

export const settingUpRequests = {
  'settings:get': { input: nothing, output: settingsViewSchema },
  'settings:save': {
    input: z.strictObject({
      sections: z.strictObject({
        server: serverSchema.optional(),
        doctors: doctorsSchema.optional(),
        join: joinSchema.optional(),
        visits: visitsSchema.optional(),
        clinic: clinicSchema.optional(),
        messages: messagesSchema.optional(),
        privacy: privacySchema.optional(),
        diagnostics: diagnosticsSchema.optional(),
        app: appSchema.optional(),
        updates: updatesSchema.optional(),
      }),
      /** The doctor has seen which visits' links die by this change. */
      linksMayDie: z.boolean(),
      /** The person has seen which open visits doctors have who are taken off the list. */
      doctorsMayGo: z.boolean().optional(),
      /** A new Client Secret is saved right after this: another server is not shown the former one. */
      secretFollows: z.boolean().optional(),
    }),
    output: z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('saved'), view: settingsViewSchema }),
      /** Nothing was saved: these visits' links would die. */
      z.strictObject({ state: z.literal('links-would-die'), visits: z.array(summary) }),
      /** Nothing was saved: these open visits are of doctors who would not be on the list any more. */
      z.strictObject({ state: z.literal('doctors-have-visits'), visits: z.array(ownedSummary) }),
    ]),
  },
  /** Fails with `consent-needed` where the vault is weak and no consent was given. */
  'credentials:save': {
    input: z.strictObject({ secret: secretText, consent: z.boolean() }),
    output: settingsViewSchema,
  },
  /** `null`: it is forgotten. Fails with `consent-needed` like `credentials:save`. */
  'credentials:saveProxyPassword': {
    input: z.strictObject({ password: passwordText.nullable(), consent: z.boolean() }),
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
      /** As typed; without it the stored one is used, for the saved proxy and user only. */
      proxyPassword: passwordText.nullable().optional(),
    }),
    output: z.strictObject({ stages: z.array(testStageSchema) }),
  },
  ...trustRequests,
  /** "Try it without a server": starts the built-in emulator and uses it until the app is closed. */
  'demo:start': { input: nothing, output: nothing },
} as const;
