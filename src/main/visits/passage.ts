/** The way into the call: the conference runs, and the server gives an address for one guest. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Answer, Guest, TrueConfClient } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';
import type { Maker, ReadyVisit } from './creating.ts';
import type { VisitRecord } from './types.ts';

export interface Passage {
  /** Short-lived and personal: handed on at once, never stored or logged. */
  address(visitId: string, guest: Guest): Answer<string>;
  /** Runs the conference; gives the page where the owner enters with the own account. */
  ownerPage(visitId: string): Answer<string>;
  /** Runs the conference and has the owner's TrueConf app rung, in the background. That it does not ring is no failure: the server says little of it. */
  ringOwner(visitId: string): Answer<void>;
}

export function createPassage(context: VisitContext, maker: Maker): Passage {
  const run = singleRun(context);
  const enter = async (
    visitId: string,
    how: (client: TrueConfClient, ready: ReadyVisit) => Answer<string>,
  ): Answer<string> => {
    let answer: Result<string, AppError> = err(appError('visit-not-ready'));
    // Twice: what the server has lost is made anew once, under the same link.
    for (let tries = 0; tries < 2; tries += 1) {
      const ready = await maker.ready(visitId);
      if (!ready.ok) return ready;
      const client = await context.client();
      if (!client.ok) return client;
      answer = await how(client.value, ready.value);
      if (answer.ok || answer.error.code !== 'conference-not-found') return answer;
      await maker.lost(visitId, ready.value.conferenceId);
    }
    return answer;
  };
  return {
    address: (visitId, guest) =>
      enter(visitId, (client, { conferenceId }) => guestAddress(client, conferenceId, guest, run)),
    ownerPage: (visitId) =>
      enter(visitId, async (client, { conferenceId, pageUrl }) => {
        const running = await run(client, conferenceId);
        return running.ok ? ok(pageUrl) : running;
      }),
    async ringOwner(visitId) {
      const rung = await enter(visitId, async (client, { conferenceId, pageUrl, record }) => {
        const running = await run(client, conferenceId);
        if (!running.ok) return running;
        ring(context, client, record, conferenceId);
        return ok(pageUrl);
      });
      return rung.ok ? ok(undefined) : rung;
    },
  };
}

type Run = (client: TrueConfClient, conferenceId: string) => Answer<void>;

/** A conference that ran already rings nobody by being run. Nobody waits for it: a server may leave this call unanswered. */
function ring(
  { tasks, log }: VisitContext,
  client: TrueConfClient,
  record: VisitRecord,
  conferenceId: string,
): void {
  const { id: visitId, ownerId } = record.visit;
  tasks.run('ring', async () => {
    const rung = await client.ring(conferenceId, ownerId, { signal: tasks.signal });
    if (!rung.ok) log.warn('visit.ring', { visitId, outcome: rung.error.code });
  });
}

/** Side by side, one round trip; where the server offers no web client before `run`, it is asked once more. */
async function guestAddress(
  client: TrueConfClient,
  conferenceId: string,
  guest: Guest,
  run: Run,
): Answer<string> {
  const [running, address] = await Promise.all([
    run(client, conferenceId),
    client.guestAddress(conferenceId, guest),
  ]);
  if (!running.ok) return running;
  if (address.ok || address.error.code !== 'no-web-client') return address;
  return client.guestAddress(conferenceId, guest);
}

/** However many press at once, a conference is run by one call. A run one is run again: it may have stopped by itself. */
function singleRun(context: VisitContext): Run {
  const running = new Map<string, Answer<void>>();
  return (client, conferenceId) => {
    const known = running.get(conferenceId);
    if (known) return known;
    const call = client.run(conferenceId).finally(() => running.delete(conferenceId));
    running.set(conferenceId, call);
    void call.then((answer) => {
      if (!answer.ok) context.log.warn('visit.run', { conferenceId, outcome: answer.error.code });
    });
    return call;
  };
}
