/** What the desktop does as a desk of the clinic's service. */
import { z } from 'zod';
import { connections } from '../deskLine/connection.ts';
import { languages } from '../settings.ts';

const nothing = z.strictObject({});

export const clinicRequests = {
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
} as const;
