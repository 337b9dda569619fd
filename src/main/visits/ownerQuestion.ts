/** Asks the server whether it knows an owner, and says in the banner and the log what it answers of itself. */
import type { AppError, ErrorCode } from '../../shared/errors.ts';
import type { VisitContext } from './context.ts';

/** The answer says nothing of the owner: the key may not look users up, or this server answers otherwise (trueconf-api.md §6). */
const tellsNothing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'permission-missing',
  'api-missing',
  'bad-answer',
  'answer-too-large',
  'rejected',
]);

/** What would be tried again when the time comes, and may well work then: a warning, and no visit's fault. */
const isAway = ({ code, retryable }: AppError): boolean =>
  retryable || code === 'name-not-found' || code === 'proxy-not-found';

interface OwnerQuestion {
  /** Why nothing could be made for this owner; `undefined`: as far as can be seen it could. */
  of(ownerId: string): Promise<AppError | undefined | 'away'>;
  /** Nothing is planned: what was said of it is of no use to anybody. */
  forget(): void;
}

export function createOwnerQuestion(context: VisitContext): OwnerQuestion {
  const { tasks, troubles } = context;
  const banner = createBanner(troubles);
  const note = createNotes(context.log);
  return {
    async of(ownerId) {
      const client = await context.client();
      if (!client.ok) return client.error;
      const answer = await client.value.user(ownerId, { lane: 'background', signal: tasks.signal });
      if (tasks.signal.aborted) return 'away';
      const error = answer.ok || tellsNothing.has(answer.error.code) ? undefined : answer.error;
      const ofServer = error?.code === 'owner-unknown' ? undefined : error;
      // Whatever else it answers, it does not say any more what was raised.
      if (ofServer) banner.raise(ofServer);
      else banner.lower();
      note('server', ofServer?.code);
      if (!ofServer) note(`owner ${ownerId}`, error?.code);
      return error && isAway(error) ? 'away' : error;
    },
    forget: banner.lower,
  };
}

/** Asked each minute, the server says the same for hours: the log has what changed. */
function createNotes(log: VisitContext['log']): (subject: string, code: ErrorCode | undefined) => void {
  const last = new Map<string, ErrorCode>();
  return (subject, code) => {
    if (last.get(subject) === code) return;
    if (code === undefined) last.delete(subject);
    else {
      last.set(subject, code);
      log.warn('visits.plan-check', { code });
    }
  };
}

interface Banner {
  raise(error: AppError): void;
  /** What others have raised stays: a server that knows its users may still refuse everything else. */
  lower(): void;
}

function createBanner(troubles: VisitContext['troubles']): Banner {
  let raised: ErrorCode | undefined;
  return {
    raise(error) {
      raised = error.code;
      troubles.setServer(error);
    },
    lower() {
      if (raised !== undefined && troubles.server()?.code === raised) troubles.setServer(null);
      raised = undefined;
    },
  };
}
