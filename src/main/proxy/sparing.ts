/**
 * Spares a person's account at a proxy: a directory locks it after a few wrong passwords, and a roster is asked for every
 * five seconds. What a proxy has refused is not shown to it again until something changes, or somebody tries by hand.
 */
import { createHash } from 'node:crypto';
import { ProxyFailure } from './failure.ts';
import { keyOf, type ProxyHop } from './hop.ts';

export interface Sparing {
  /**
   * Opens, unless the proxy has refused these credentials; one connection at a time until it has taken them, because four
   * at a start would be four wrong passwords. `byHand`: whatever was refused. Errors: rejects with that refusal, and as
   * `open` does.
   */
  show<T>(hop: ProxyHop, byHand: boolean, open: () => Promise<T>): Promise<T>;
  /** What the proxy answered when it refused these credentials; `undefined`: it did not. */
  refusal(hop: ProxyHop): ProxyFailure | undefined;
  /** Other settings, or another password. */
  forget(): void;
}

/** Only the variables of the environment and a few settings name credentials. */
const mostKept = 50;

export function createSparing(): Sparing {
  const refused = new Map<string, ProxyFailure>();
  const taken = new Set<string>();
  const trials = new Map<string, Promise<void>>();

  function forget(): void {
    refused.clear();
    taken.clear();
  }

  function note(mark: string, failure: ProxyFailure | undefined): void {
    if (refused.size + taken.size >= mostKept) forget();
    refused.delete(mark);
    taken.delete(mark);
    if (failure) refused.set(mark, failure);
    else taken.add(mark);
  }

  async function attempt<T>(mark: string, open: () => Promise<T>): Promise<T> {
    try {
      const opened = await open();
      note(mark, undefined);
      return opened;
    } catch (thrown) {
      // A proxy that is dead or has no way says nothing of the credentials.
      if (isRefusal(thrown)) note(mark, thrown);
      throw thrown;
    }
  }

  return {
    async show(hop, byHand, open) {
      const mark = markOf(hop);
      if (mark === undefined) return open();
      while (!byHand && !taken.has(mark) && trials.has(mark)) await trials.get(mark);
      const refusal = byHand ? undefined : refused.get(mark);
      if (refusal) throw refusal;
      const opened = attempt(mark, open);
      if (!taken.has(mark) && !trials.has(mark)) {
        const over = () => void trials.delete(mark);
        trials.set(mark, opened.then(over, over));
      }
      return opened;
    },
    refusal(hop) {
      const mark = markOf(hop);
      return mark === undefined ? undefined : refused.get(mark);
    },
    forget,
  };
}

const isRefusal = (thrown: unknown): thrown is ProxyFailure =>
  thrown instanceof ProxyFailure && thrown.appError.code === 'proxy-credentials-rejected';

/** Tells proxy and credentials apart without the password itself; `undefined`: none are shown. */
function markOf(hop: ProxyHop): string | undefined {
  if (!hop.credentials) return undefined;
  const { user, password } = hop.credentials;
  const shown = createHash('sha256')
    .update(JSON.stringify([user, password]))
    .digest('hex');
  return `${keyOf(hop)} ${shown}`;
}
