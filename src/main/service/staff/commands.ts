/**
 * A command that a desk sends twice, because its answer was lost with the connection, is done once: its answer is kept
 * for two minutes under the account and the key that the desk made.
 */
import { createHash } from 'node:crypto';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../ports.ts';
import type { Answer, StaffLimits } from './parts.ts';

export interface Command {
  readonly accountId: string;
  readonly key: string;
  /** What is asked, as JSON: the same key with another command is refused. */
  readonly asked: string;
}

export interface Commands {
  /**
   * The kept answer, that of the same command under way, or what `work` gives. Errors: `bad-request` (the key was used
   * for something else), `too-many-requests` (nothing that may be asked again is forgotten for it).
   */
  run(command: Command, work: () => Promise<Answer>): Promise<Result<Answer, AppError>>;
  /** Forgets what is old. */
  sweep(): void;
}

interface Kept {
  readonly fingerprint: string;
  readonly answer: Promise<Answer>;
  /** `null`: under way. */
  until: number | null;
}

export function createCommands(
  clock: Clock,
  { commands, commandKeptMs }: Pick<StaffLimits, 'commands' | 'commandKeptMs'>,
): Commands {
  const accounts = new Map<string, Map<string, Kept>>();

  function forgetOld(accountId: string, kept: Map<string, Kept>): void {
    const now = clock.now();
    for (const [key, { until }] of kept) if (until !== null && until <= now) kept.delete(key);
    if (kept.size === 0) accounts.delete(accountId);
  }

  return {
    async run({ accountId, key, asked }, work) {
      const kept = accounts.get(accountId) ?? new Map<string, Kept>();
      forgetOld(accountId, kept);
      // Hashed: an input may hold a secret or a name, and is kept nowhere.
      const fingerprint = createHash('sha256').update(asked).digest('base64url');
      const known = kept.get(key);
      if (known) {
        return known.fingerprint === fingerprint ? ok(await known.answer) : err(appError('bad-request'));
      }
      if (kept.size >= commands) return err(appError('too-many-requests'));
      const entry: Kept = { fingerprint, answer: work(), until: null };
      accounts.set(accountId, kept.set(key, entry));
      try {
        return ok(await entry.answer);
      } finally {
        entry.until = clock.now() + commandKeptMs;
      }
    },
    sweep() {
      for (const [accountId, kept] of accounts) forgetOld(accountId, kept);
    },
  };
}
