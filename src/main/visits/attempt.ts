/** One attempt to make a conference: asks after a doubt, makes it, and keeps what came of it. */
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import { applyVisitEvent } from '../../shared/visit.ts';
import type { Answer, Conference, TrueConfClient } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';
import { newMarker } from './installation.ts';
import { removeConference } from './removing.ts';
import { newConference } from './topic.ts';
import type { Change } from './visitStore.ts';

/** What the server may have carried out although no answer came. */
const leavesDoubt = (error: AppError): boolean =>
  error.code === 'timeout' || error.code === 'connection-lost';

/** `doubt`: an earlier attempt may have succeeded. */
export async function attemptOnce(context: VisitContext, visitId: string, doubt: boolean): Promise<void> {
  const { store, tasks, log, clock } = context;
  const visit = (await store.repository.load(visitId))?.visit;
  if (visit?.state.name !== 'creating') return;
  const startedAt = clock.now();
  const client = await context.client();
  if (!client.ok) return refuse(context, visitId, client.error);
  if (doubt && visit.marker !== null) {
    const found = await findMarked(context, client.value, visit.marker);
    if (tasks.signal.aborted) return;
    if (!found.ok) return refuse(context, visitId, found.error);
    if (found.value) return adopt(context, client.value, visitId, found.value);
  }
  const marker = doubt || visit.marker === null ? await storeMarker(context, visitId) : visit.marker;
  if (marker === undefined) return;
  const answer = await createOrFind(context, client.value, visitId, marker);
  // The intent stays in the store; the next start asks the server for the marker.
  if (tasks.signal.aborted) return;
  log.info('visit.create', {
    visitId,
    ms: clock.now() - startedAt,
    outcome: answer.ok ? 'ready' : answer.error.code,
  });
  return answer.ok
    ? adopt(context, client.value, visitId, answer.value)
    : refuse(context, visitId, answer.error);
}

/** A new attempt bears a new marker: what a late answer of the former leaves on the server is then nobody's, and swept. */
async function storeMarker(context: VisitContext, visitId: string): Promise<string | undefined> {
  const marker = newMarker(context.installationTag, context.random);
  const outcome = await context.store.change(visitId, ({ visit, persons }) =>
    visit.state.name === 'creating' ? { visit: { ...visit, marker }, persons } : undefined,
  );
  return outcome?.changed ? marker : undefined;
}

async function createOrFind(
  context: VisitContext,
  client: TrueConfClient,
  visitId: string,
  marker: string,
): Answer<Conference> {
  const { signal } = context.tasks;
  const visit = (await context.store.repository.load(visitId))?.visit;
  if (!visit) return err(appError('visit-not-found'));
  const tags = { installation: context.installationTag, marker };
  const answer = await client.create(newConference(visit, context.settings(), tags), { signal });
  if (answer.ok || !leavesDoubt(answer.error) || signal.aborted) return answer;
  const found = await findMarked(context, client, marker);
  return found.ok && found.value ? ok(found.value) : answer;
}

async function findMarked(
  context: VisitContext,
  client: TrueConfClient,
  marker: string,
): Answer<Conference | undefined> {
  const found = await client.findByTag(marker, { signal: context.tasks.signal });
  return found.ok ? ok(found.value[0]) : found;
}

async function adopt(
  context: VisitContext,
  client: TrueConfClient,
  visitId: string,
  conference: Conference,
): Promise<void> {
  const { store, troubles, clock, tasks } = context;
  troubles.set(visitId, undefined);
  const outcome = await store.change(visitId, ({ visit, persons }) => {
    const held = { ...visit, conference: { id: conference.id, pageUrl: conference.pageUrl } };
    // Ended while it was being made: closing removes what it finds here.
    if (visit.state.name === 'closing') return { visit: held, persons };
    const next = applyVisitEvent(held, { type: 'created' }, clock.now());
    return next && { visit: next, persons };
  });
  if (outcome?.changed) {
    runForGuests(context, client, conference.id);
    return;
  }
  // Nobody's any more. What fails here is swept at the next start.
  tasks.run('remove-orphan', async () => {
    await removeConference(context, client, conference.id);
  });
}

/** Who comes by the server's own page presses nothing here: the conference has to run by then. */
function runForGuests(
  { settings, tasks, log }: VisitContext,
  client: TrueConfClient,
  conferenceId: string,
): void {
  if (settings().join.links !== 'server-page') return;
  tasks.run('run-for-guests', async () => {
    const running = await client.run(conferenceId, { lane: 'background', signal: tasks.signal });
    if (!running.ok) log.warn('visit.run', { conferenceId, outcome: running.error.code });
  });
}

async function refuse(context: VisitContext, visitId: string, error: AppError): Promise<void> {
  const { store, troubles, clock } = context;
  const refused: Change = ({ visit, persons }) => {
    const next = applyVisitEvent(visit, { type: 'refused', code: error.code }, clock.now());
    return next && { visit: next, persons };
  };
  // Another process may have made it meanwhile: then nothing is wrong with it.
  await store.change(visitId, refused, () => troubles.set(visitId, error));
}
