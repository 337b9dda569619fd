/** Proves that a Client Secret can do all that a visit needs, by a visit that nobody sees. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { createTrueConfClient } from '../trueconf/client.ts';
import type { Rights, TrueConfClient } from '../trueconf/types.ts';
import { testMark } from '../visits/testMark.ts';

export interface TestVisitInput {
  readonly server: Settings['server'];
  /** A doctor's TrueConf ID. */
  readonly ownerId: string;
  readonly secret: string;
  /** The installation's tag: what a crash leaves behind is found by it, and swept when no test can be under way any more. */
  readonly tag: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Creates a conference, runs it, asks for a guest's address, stops and deletes it. A guest's seat is not needed: only
 * the address is asked for, nobody enters. Errors: `not-configured`, and what the server refuses.
 */
export async function tryVisit(input: TestVisitInput): Promise<Result<void, AppError>> {
  const { server, ownerId, secret, clock, log } = input;
  if (server.address === '' || server.clientId === '' || ownerId === '')
    return err(appError('not-configured'));
  const client = createTrueConfClient({
    origin: server.address,
    clientId: server.clientId,
    pin: server.pin,
    secret: async () => secret,
    clock,
    log,
  });
  try {
    return await goThrough(client, input);
  } finally {
    await client.close();
  }
}

const background = { lane: 'background' } as const;

async function goThrough(
  client: TrueConfClient,
  { ownerId, tag, random, clock }: TestVisitInput,
): Promise<Result<void, AppError>> {
  const tags = [tag, testMark(clock.now())];
  const made = await client.create(
    {
      topic: 'Visit Desk: test',
      owner: ownerId,
      description: tags.join(' '),
      tags,
      places: 2,
      rights: noRights,
      ring: null,
    },
    background,
  );
  if (!made.ok) return made;
  const { id } = made.value;
  const used = await use(client, id, `test_${random.bytes(8).toString('hex')}`);
  const stopped = await client.stop(id, background);
  const removed = await client.remove(id, background);
  return [used, stopped, removed].find((outcome) => !outcome.ok) ?? ok(undefined);
}

async function use(client: TrueConfClient, id: string, guestId: string): Promise<Result<void, AppError>> {
  const running = await client.run(id, background);
  if (!running.ok) return running;
  const address = await client.guestAddress(id, { guestId, displayName: 'Visit Desk' }, background);
  return address.ok ? ok(undefined) : address;
}

/** Nobody enters. */
const noRights: Rights = {
  chat_send: false,
  chat_rcv: false,
  slide_show_send: false,
  slide_show_rcv: false,
  white_board_send: false,
  white_board_rcv: false,
  file_transfer_send: false,
  file_transfer_rcv: false,
  desktop_sharing: false,
  recording: false,
  audio_send: false,
  audio_rcv: false,
  video_send: false,
  video_rcv: false,
};
