/** Of the desktop: how the call stands in its window, and which screen or window the guest of the call may show. */
import { z } from 'zod';

export { callLayouts, type CallLayout } from '../callLayout.ts';

/** As many fit into the picker; a person with more windows closes some, or shows the whole screen. */
export const sourcesAtMost = 60;

const requestId = z.int().positive();
/** As the system names it: `screen:0:0`, `window:1234:0`. */
const sourceId = z.string().min(1).max(200);

export const screenSourceSchema = z.strictObject({
  id: sourceId,
  kind: z.enum(['screen', 'window']),
  /** The window's title, which may bear a patient's name: for this screen only. */
  name: z.string().max(200),
  /** A JPEG as a `data:` address; `null`: the system gave no picture. */
  picture: z
    .string()
    .max(200_000)
    .regex(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+={0,2}$/)
    .nullable(),
});
export type ScreenSource = z.output<typeof screenSourceSchema>;

/** The guest asks to show a screen. `null` sources: the question is gone, whatever was answered. */
export const chooseScreenSchema = z.strictObject({
  requestId,
  sources: z.array(screenSourceSchema).max(sourcesAtMost).nullable(),
});

/** `null`: nothing is shown. */
export const chosenScreenSchema = z.strictObject({ requestId, sourceId: sourceId.nullable() });
