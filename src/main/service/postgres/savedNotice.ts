/**
 * What a save tells the other nodes: which visit or which document, in which version. Never more: a payload is limited
 * to 8,000 bytes and may be seen in the server's log.
 */
import { z } from 'zod';

export const savedChannel = 'visit_saved';
export const documentChannel = 'document_saved';
export const signalChannel = 'desk_signal';

const version = z.int().positive();
const notice = z.strictObject({ visitId: z.string().min(1), version });
const documentNotice = z.strictObject({ name: z.string().min(1), version });

export type SavedNotice = Readonly<z.output<typeof notice>>;
export type DocumentNotice = Readonly<z.output<typeof documentNotice>>;

export const savedPayload = ({ visitId, version }: SavedNotice): string =>
  JSON.stringify({ visitId, version });

export const documentPayload = ({ name, version }: DocumentNotice): string =>
  JSON.stringify({ name, version });

/** `undefined`: nothing of ours. */
export const parseSaved = (payload: string): SavedNotice | undefined =>
  notice.safeParse(parsed(payload)).data;

/** `undefined`: nothing of ours. */
export const parseDocument = (payload: string): DocumentNotice | undefined =>
  documentNotice.safeParse(parsed(payload)).data;

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
