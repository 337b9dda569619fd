/** Of the desktop: how it is started, by what it is started, what the system lets it use, and newer versions of it. */
import { z } from 'zod';
import { id } from './visitView.ts';

/** What an address of `visit-desk:` asks for. It never makes a visit or enters a call. */
export const deepLinkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new') }),
  z.strictObject({ kind: z.literal('open'), visitId: id }),
]);
export type DeepLink = z.output<typeof deepLinkSchema>;

/** none: cannot be done here. */
export const autostartStates = ['on', 'off', 'none'] as const;
export type AutostartState = (typeof autostartStates)[number];
const autostart = z.strictObject({ state: z.enum(autostartStates) });

export const mediaKinds = ['camera', 'microphone'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** restricted: whoever runs this computer has forbidden it. allowed: also where the system does not say. */
export const mediaAccesses = ['allowed', 'denied', 'restricted'] as const;
export type MediaAccess = (typeof mediaAccesses)[number];

/** How much goes on at this PC. */
export interface InUse {
  /** Visits whose links patients can open now, or before long. */
  readonly links: number;
  readonly waiting: number;
  /** The doctor, or a patient. */
  readonly inCall: boolean;
}

/**
 * off: not looked for here. unknown: not looked yet, or it could not be. later: somebody is here or may come; none: this is the
 * newest. fetching, ready: there is a newer one. chosen: it is installed when Visit Desk is closed.
 */
export const updatePhases = ['off', 'unknown', 'later', 'none', 'fetching', 'ready', 'chosen'] as const;
export const updateStateSchema = z.strictObject({
  phase: z.enum(updatePhases),
  /** Of the newer one; empty: there is none. */
  version: z.string().max(40),
});
export type UpdateState = z.output<typeof updateStateSchema>;

const nothing = z.strictObject({});

export const lifeRequests = {
  /** The address by which the desk was called last, given once. */
  'shell:takeLink': { input: nothing, output: z.strictObject({ link: deepLinkSchema.nullable() }) },
  'shell:autostart': { input: nothing, output: autostart },
  /** Fails with `storage-failed`. */
  'shell:setAutostart': { input: z.strictObject({ on: z.boolean() }), output: autostart },
  'shell:media': {
    input: nothing,
    output: z.strictObject({ camera: z.enum(mediaAccesses), microphone: z.enum(mediaAccesses) }),
  },
  /** Opens the settings of the system, where it has such. */
  'shell:mediaSettings': { input: z.strictObject({ kind: z.enum(mediaKinds) }), output: nothing },
  'shell:updates': { input: nothing, output: updateStateSchema },
  /** look: now. install: when Visit Desk is closed. keep: not then. */
  'shell:update': {
    input: z.strictObject({ step: z.enum(['look', 'install', 'keep']) }),
    output: updateStateSchema,
  },
} as const;
