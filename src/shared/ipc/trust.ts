/** Certificates: what an address shows, what a CA file holds, how fit the patient's page's own is (`contract.ts`). */
import { z } from 'zod';
import { joinSchema, pinSchema, proxySchema } from '../settings.ts';
import { certificateFactsSchema, certificateSchema, settingsViewSchema } from './appView.ts';

/**
 * What is wrong with the certificate of the patient's page although it can be used. self-signed, private-authority: phones do not
 * trust it. chain-incomplete: the certificates between it and its root are missing in the file.
 */
export const pageProblems = [
  'expired',
  'not-yet-valid',
  'other-name',
  'self-signed',
  'private-authority',
  'chain-incomplete',
  'ends-soon',
] as const;
export type PageProblem = (typeof pageProblems)[number];

/** What counts for the page of a call beside this computer's own certificates. */
export const guestTrustSchema = z.strictObject({
  pin: pinSchema.nullable(),
  /** PEM. */
  authorities: z.array(z.string().max(20_000)).max(200),
});

/** Of a file of this computer. */
const path = z.string().trim().max(500);

/** Spaces count; a line end is what a copy brings along. */
const passphrase = z
  .string()
  .max(255)
  .transform((value) => value.replace(/[\r\n]+$/, ''))
  .refine((value) => value !== '' && !/\p{Cc}/u.test(value));

export const trustRequests = {
  /**
   * Looks at the certificate that an address shows, so that the person can trust this one. `caFile`: counts beside the system's
   * authorities. `trusted`: the one to show beside it.
   */
  'certificate:look': {
    input: z.strictObject({
      address: z.string().max(300),
      caFile: path.optional(),
      trusted: pinSchema.nullable().optional(),
      /** Of the screen; without it the saved one. */
      proxy: proxySchema.optional(),
      /** As typed; without it the stored one is used, for the saved proxy and user only. */
      proxyPassword: passphrase.nullable().optional(),
    }),
    output: certificateSchema.extend({ trusted: certificateFactsSchema.nullable() }),
  },
  /** Fails with `ca-file-*`. */
  'certificate:readCaFile': {
    input: z.strictObject({ path }),
    output: z.strictObject({ authorities: z.array(certificateFactsSchema) }),
  },
  /** Tries what is on the screen, saved or not; `passphrase`: `null`: the stored one. Fails with `page-*`. */
  'certificate:checkPage': {
    input: z.strictObject({
      join: joinSchema.pick({
        interface: true,
        publicAddress: true,
        certificateFile: true,
        keyFile: true,
        pfxFile: true,
      }),
      passphrase: passphrase.nullable(),
    }),
    output: z.strictObject({
      /** `null`: no certificate is wanted. */
      certificate: certificateFactsSchema.nullable(),
      problems: z.array(
        z.strictObject({
          problem: z.enum(pageProblems),
          /** Under which patients reach the page, where the name is the problem. */
          host: z.string().max(253).optional(),
        }),
      ),
    }),
  },
  /** `null`: it is forgotten. Fails with `consent-needed` like `credentials:save`. */
  'credentials:savePagePassphrase': {
    input: z.strictObject({ passphrase: passphrase.nullable(), consent: z.boolean() }),
    output: settingsViewSchema,
  },
} as const;
