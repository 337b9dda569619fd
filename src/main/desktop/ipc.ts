/** Requests of the doctor's UI, one channel each, to the core; and the core's events back to it. */
import { appError } from '../../shared/errors.ts';
import { requestChannels, type EventChannel, type RequestChannel } from '../../shared/ipc/channels.ts';
import { requests, type Envelope } from '../../shared/ipc/contract.ts';
import { causeOf } from '../log/cause.ts';
import type { Log, Random } from '../ports.ts';
import { isTrustedSender } from '../security/ipcSender.ts';
import type { Place } from '../security/ownPage.ts';
import type { Guests } from './guests.ts';
import type { DesktopPort, InvokeEvent, WindowPort } from './port.ts';

/** Answers a request: the core of this PC, or the clinic's service. It never rejects. */
export type Dispatch = (channel: RequestChannel, input: unknown) => Promise<Envelope<unknown>>;

export interface IpcParts {
  readonly page: Place;
  /** WebContents id of the app's own window. */
  readonly windowId: () => number | null;
  readonly guests: Guests;
  /** What was kept of a doctor's own account in this partition is erased. Absent: accounts are no matter of this PC. */
  readonly onSignedOut?: (partition: string) => Promise<void>;
  /** Camera and microphone are asked for before a call is entered. Never rejects. */
  readonly askForMedia: () => Promise<void>;
  readonly log: Log;
  readonly random: Random;
  /** Resolves when the core has started; requests wait for it. */
  readonly started: Promise<void>;
}

function senderOf({ sender, senderFrame }: InvokeEvent): Parameters<typeof isTrustedSender>[0] {
  const frame = senderFrame && {
    url: senderFrame.url,
    isMain: senderFrame.parent === null && !senderFrame.detached,
  };
  return { contentsId: sender.id, frame };
}

function forbidden(channel: string, { log, random }: IpcParts): Envelope<never> {
  const correlationId = random.bytes(4).toString('hex');
  log.warn('ipc.forbidden', { channel, correlationId });
  return { ok: false, error: { code: 'forbidden', retryable: false, correlationId } };
}

/** The guest's session is made ready before the answer leaves, so before anything can navigate in it. */
async function followCall(
  channel: RequestChannel,
  value: unknown,
  { guests, onSignedOut, askForMedia }: IpcParts,
): Promise<void> {
  if (channel === 'call:leave') await guests.leave();
  if (channel === 'doctors:signOut') {
    const { partition } = requests['doctors:signOut'].output.parse(value);
    await guests.signOut(partition);
    await onSignedOut?.(partition);
  }
  if (channel !== 'call:enter') return;
  const { url, partition } = requests['call:enter'].output.parse(value);
  if (url === null) return;
  await askForMedia();
  await guests.expect({ url, partition });
}

/** What was to be erased may be there still: that is said, and nothing is thrown through a channel. */
async function followed(
  channel: RequestChannel,
  envelope: Envelope<unknown>,
  parts: IpcParts,
): Promise<Envelope<unknown>> {
  if (!envelope.ok) return envelope;
  try {
    await followCall(channel, envelope.value, parts);
    return envelope;
  } catch (error) {
    const correlationId = parts.random.bytes(4).toString('hex');
    parts.log.error('ipc.not-followed', { channel, correlationId, cause: causeOf(error) });
    return { ok: false, error: { ...appError('storage-failed'), correlationId } };
  }
}

/** The sender is checked first and synchronously: a frame can be gone after an `await`. */
export function serveRequests(port: Pick<DesktopPort, 'ipcMain'>, dispatch: Dispatch, parts: IpcParts): void {
  for (const channel of requestChannels) {
    port.ipcMain.handle(channel, async (event, input) => {
      if (!isTrustedSender(senderOf(event), parts.windowId(), parts.page)) return forbidden(channel, parts);
      await parts.started;
      return followed(channel, await dispatch(channel, input), parts);
    });
  }
}

/** Events go to the app's own page, while there is one. */
export function eventSender(
  window: () => WindowPort | null,
): (channel: EventChannel, payload: unknown) => void {
  return (channel, payload) => {
    const target = window();
    if (target && !target.isDestroyed()) target.webContents.send(channel, payload);
  };
}
