import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { TrueConfClient } from '../trueconf/types.ts';
import type { VisitContext } from './context.ts';

/** Stops, then deletes; what is not there counts as done. */
export async function removeConference(
  context: VisitContext,
  client: TrueConfClient,
  conferenceId: string,
): Promise<Result<void, AppError>> {
  const options = { lane: 'background', signal: context.tasks.signal } as const;
  const stopped = await client.stop(conferenceId, options);
  if (!stopped.ok) return stopped;
  return client.remove(conferenceId, options);
}
