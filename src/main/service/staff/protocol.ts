/**
 * What a desk and the clinic's service say to each other, beside the contract itself (`shared/ipc/contract.ts`).
 *
 * A desk begins: `{"hello": {"version", "protocol", "desk", "account"}}`, answered by `{"ready": true, "protocol", "account"}`. Then
 * `{"id", "channel", "input", "key"}` is answered by `{"id", "envelope"}`, and events come as `{"event", "payload"}`.
 */
import { z } from 'zod';
import { closeCodes, serviceProtocol, type CloseCode } from '../../../shared/deskLine/service.ts';
import { isCommand, type RequestChannel } from '../../../shared/ipc/channels.ts';
import { requestFrame } from '../../ipc/frames.ts';

export { closeCodes, isCommand, type CloseCode };

/** 128 bits in base64url. */
const token = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** Not strict: what a newer desk says more must not keep it from hearing that it is too new. */
export const helloFrame = z.object({
  hello: z.object({
    /** Of the renderer. */
    version: z.string().max(40),
    protocol: z.int().nonnegative(),
    /** Which desk this is, made by it at random and kept over reconnects: so it learns that its call was taken over. */
    desk: token.optional(),
    /** As whom it was taken before; it has commands of that one to send again. */
    account: z.string().max(64).optional(),
  }),
});

/** `key`: one for each command, the same when it is sent again; what only reads needs none. */
export const commandFrame = requestFrame.extend({ key: token.optional() });

/** What a desk one protocol older leaves out or says in another way, made what is said now. */
export type Translation = Readonly<Partial<Record<RequestChannel, (input: unknown) => unknown>>>;

export interface Protocols {
  readonly current: number;
  /** For desks that speak `current - 1`; `null`: there was no such protocol, or it is not spoken any more. */
  readonly older: Translation | null;
}

/**
 * The table to be kept: whoever changes an input of the contract so that a desk in the field would be refused raises
 * `serviceProtocol` and writes into `older` how the former input becomes the new one. Outputs may gain fields without that.
 */
export const protocols: Protocols = { current: serviceProtocol, older: null };

/** Makes an input of this desk one of today. `undefined`: its protocol is not spoken here. */
export function translatorFor(
  asked: number,
  { current, older }: Protocols,
): ((channel: string, input: unknown) => unknown) | undefined {
  if (asked === current) return (_channel, input) => input;
  if (asked !== current - 1 || older === null) return undefined;
  const table = new Map(Object.entries(older));
  return (channel, input) => table.get(channel)?.(input) ?? input;
}
