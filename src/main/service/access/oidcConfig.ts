/** How the clinic's identity provider is set up: one schema, for the settings and the environment of the service. */
import { z } from 'zod';
import { id } from '../../../shared/ipc/visitView.ts';
import { roles } from '../../../shared/roles.ts';

/** https, without credentials, query or fragment. */
export function isIssuer(value: string): boolean {
  const url = URL.parse(value);
  if (!url || url.username !== '' || url.password !== '' || /[?#]/.test(value)) return false;
  return url.protocol === 'https:';
}

/** Where in the claims a value lies: `groups`, `realm_access.roles`. A claim whose own name has dots goes first (`https://clinic.example/site`). */
const claimPath = z.string().trim().min(1).max(200);
const claimValue = z.string().trim().min(1).max(200);

export const oidcSchema = z.strictObject({
  /** As the provider writes it in its tokens. */
  issuer: z.string().max(300).refine(isIssuer),
  clientId: z.string().trim().min(1).max(200),
  /** Beside `openid`. */
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,60}$/))
    .max(20)
    .default(['profile']),
  /** Ask the provider's userinfo address as well: some put groups there only. */
  userInfo: z.boolean().default(false),
  role: z.strictObject({
    claim: claimPath.default('groups'),
    /** The first one that the claim has decides. */
    values: z
      .array(z.strictObject({ value: claimValue, role: z.enum(roles) }))
      .min(1)
      .max(50),
  }),
  site: z
    .strictObject({
      claim: claimPath.default('groups'),
      /** All that the claim has. */
      values: z.array(z.strictObject({ value: claimValue, siteId: id })).max(200),
    })
    .default({ claim: 'groups', values: [] }),
  /**
   * The doctor's TrueConf ID, by which visits are somebody's. Without a default: a claim that people may change
   * themselves, as `preferred_username` at many providers, would give anybody another doctor's visits.
   */
  trueconfId: z.strictObject({ claim: claimPath }),
  name: z.strictObject({ claim: claimPath.default('name') }).prefault({}),
});

export type OidcConfig = z.output<typeof oidcSchema>;
