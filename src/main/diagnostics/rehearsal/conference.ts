/** The stages in which a conference is made, run, opened to a guest and removed. Nobody enters it. */
import { appError, type AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { StageNote } from '../../../shared/ipc/rehearsal.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Clock, Random } from '../../ports.ts';
import type { Rights, TrueConfClient } from '../../trueconf/types.ts';
import { newMarker } from '../../visits/installation.ts';
import { testMark } from '../../visits/testMark.ts';
import { failed, notTried, passed, unknown, type Finding } from '../findings.ts';
import type { StagePlan } from '../stages.ts';

/** What is known of the conference, by turns. */
export interface Made {
  /** Borne by this conference and by no other; `null`: none was asked for. */
  marker: string | null;
  /** `null`: none is there, or its answer was lost. */
  conferenceId: string | null;
  /** Lets a guest in: never stored, logged or shown. */
  guestAddress: string | null;
  /** Nothing of it is on the server any more. */
  removed: boolean;
}

export const nothingMade = (): Made => ({
  marker: null,
  conferenceId: null,
  guestAddress: null,
  removed: false,
});

export interface ConferenceContext {
  readonly client: TrueConfClient | undefined;
  /** A doctor's TrueConf ID; `null` and empty: there is none. */
  readonly ownerId: string | null;
  /** The installation's tag: what a crash leaves behind is found by it, and swept when no test can be under way any more. */
  readonly tag: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly made: Made;
  /** Why the server is not asked for a place in a call now; `null`: it is. */
  readonly spares: () => StageNote | null;
}

/** After these nothing was made; after everything else something may have been. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'owner-unknown',
  'permission-missing',
  'rejected',
  'credentials-rejected',
  'token-rejected',
  'api-missing',
  'server-too-old',
  'not-configured',
  'secret-unavailable',
  'too-many-requests',
]);

type Plan<Name extends 'create' | 'run' | 'guest' | 'stop' | 'delete'> = StagePlan<Name, ConferenceContext>;

/** Without credentials, a permission, an interface or the owner nothing can be made. */
const create: Plan<'create'> = {
  stage: 'create',
  needs: ['credentials', 'permission', 'api', 'owner'],
  unbroken: true,
  async look({ client, ownerId, tag, clock, random, made }, signal) {
    if (!client) return notTried;
    if (ownerId === null || ownerId === '') return notTried;
    made.marker = newMarker(tag, random);
    const tags = [tag, testMark(clock.now()), made.marker];
    const [topic, description] = ['Visit Desk: test', tags.join(' ')];
    const wanted = { topic, description, tags, owner: ownerId, places: 2, rights: noRights, ring: null };
    const answer = await client.create(wanted, { lane: 'background', signal });
    if (answer.ok) made.conferenceId = answer.value.id;
    else if (refusals.has(answer.error.code)) made.marker = null;
    return answer.ok ? passed({ conference: answer.value.id }) : failed(answer.error);
  },
};

const run: Plan<'run'> = {
  stage: 'run',
  needs: ['create'],
  look: ({ client, made, spares }, signal) =>
    unlessSpared(spares, client, made, async (server, id) => server.run(id, { lane: 'background', signal })),
};

const guest: Plan<'guest'> = {
  stage: 'guest',
  needs: ['run'],
  look: ({ client, made, spares, random }, signal) =>
    unlessSpared(spares, client, made, async (server, id) => {
      const somebody = { guestId: `test_${random.bytes(8).toString('hex')}`, displayName: 'Visit Desk' };
      const address = await server.guestAddress(id, somebody, { lane: 'background', signal });
      if (address.ok) made.guestAddress = address.value;
      return address.ok ? ok(undefined) : address;
    }),
};

const stop: Plan<'stop'> = {
  stage: 'stop',
  needs: [],
  cleansUp: true,
  async look({ client, made }, signal) {
    if (!client || made.marker === null) return { ...notTried, note: 'after-failed' };
    const options = { lane: 'background', signal } as const;
    if (made.conferenceId === null) {
      // The answer was lost, or it was refused: what was made all the same bears the marker.
      const found = await client.findByTag(made.marker, options);
      if (!found.ok) return failed(found.error);
      made.conferenceId = found.value[0]?.id ?? null;
      if (made.conferenceId === null) {
        made.removed = true;
        return { ...notTried, note: 'after-failed' };
      }
    }
    return outcomeOf(await client.stop(made.conferenceId, options));
  },
};

const remove: Plan<'delete'> = {
  stage: 'delete',
  needs: [],
  cleansUp: true,
  async look({ client, made }, signal) {
    if (!client || made.conferenceId === null) return { ...notTried, note: 'after-failed' };
    const removed = await client.remove(made.conferenceId, { lane: 'background', signal });
    made.removed = removed.ok;
    return outcomeOf(removed);
  },
};

export const conferencePlans = { create, run, guest, stop, delete: remove };

/** Something was asked for and may still be on the server. */
export const mayBeLeft = ({ marker, removed }: Made): boolean => marker !== null && !removed;

async function unlessSpared(
  spares: ConferenceContext['spares'],
  client: TrueConfClient | undefined,
  { conferenceId }: Made,
  ask: (client: TrueConfClient, id: string) => Promise<Result<void, AppError>>,
): Promise<Finding> {
  const note = spares();
  if (note !== null) return { ...unknown(null), note };
  if (!client || conferenceId === null) return failed(appError('internal'));
  return outcomeOf(await ask(client, conferenceId));
}

const outcomeOf = (done: Result<void, AppError>): Finding => (done.ok ? passed() : failed(done.error));

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
