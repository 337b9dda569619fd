/** What a page asks of the program around it, where that is the desktop: notices, a badge, a screen that stays on. */
import { z } from 'zod';
import { callLayouts, chosenScreenSchema } from './callWindow.ts';
import { id } from './visitView.ts';

/** A PNG as a `data:` address, as a canvas gives it. */
const picture = z
  .string()
  .max(20_000)
  .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/);

/** A notice of the operating system. It holds what the doctor's screen shows, or less (docs/alerts.md). */
export const noticeSchema = z.strictObject({
  /** Shown again under the same name it takes the former's place. */
  name: z.string().regex(/^[\w:-]{1,200}$/),
  title: z.string().min(1).max(120),
  text: z.string().max(240),
  /** Whose card a click brings forward; `null`: the board. */
  visitId: id.nullable(),
});

export const badgeSchema = z.strictObject({
  count: z.int().min(0).max(9_999),
  /** For the pointer and for screen readers: how many wait, never who. */
  text: z.string().max(120),
  /** The app's icon with the number on it, and the number alone; `null`: nobody waits. */
  icon: picture.nullable(),
  mark: picture.nullable(),
});

export type Notice = z.output<typeof noticeSchema>;
export type Badge = z.output<typeof badgeSchema>;

const nothing = z.strictObject({});

export const shellRequests = {
  /** The desktop's own, like all of `shell:`; in a browser the page does these itself. `shown`: whether the system has notices. */
  'shell:notify': { input: noticeSchema, output: z.strictObject({ shown: z.boolean() }) },
  'shell:dismiss': { input: noticeSchema.pick({ name: true }), output: nothing },
  'shell:badge': { input: badgeSchema, output: nothing },
  /** Whether the screen is to stay on. */
  'shell:awake': { input: z.strictObject({ awake: z.boolean() }), output: nothing },
  /** Makes the window small and keeps it on top, or as it was before. */
  'shell:layout': { input: z.strictObject({ layout: z.enum(callLayouts) }), output: nothing },
  /** The answer to `shell:chooseScreen`; one that comes too late changes nothing. */
  'shell:shareScreen': { input: chosenScreenSchema, output: nothing },
} as const;
