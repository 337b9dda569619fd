/**
 * A page that IT opens on a phone: whether links reach it, from where, and what the phone makes of the certificate. Its
 * address is known to who sees the screen only, and lives for ten minutes; GET and HEAD of it change nothing.
 */
import type { Heard, Reach } from '../../shared/ipc/reach.ts';
import type { Clock, Random } from '../ports.ts';

/** What the page's form says. */
export type Said = Pick<Heard, 'address' | 'space' | 'https' | 'warned'>;

export interface PhoneTest {
  state(): Reach;
  /** A test that runs goes on at its address, for ten minutes more. Errors: `undefined` where the page is not served. */
  start(): Reach | undefined;
  stop(): Reach;
  /** Whether this is the page of the test that runs. */
  isOpen(code: string): boolean;
  /** `false`: no such test runs any more. */
  hear(code: string, said: Said): boolean;
  /** Where links begin now, `null`: nowhere. What was told of another address says nothing of this one. */
  follow(base: string | null): void;
}

export const testLifeMs = 10 * 60_000;
const mostHeard = 10;

interface Test {
  readonly code: string;
  readonly until: number;
}

/** On the page's origin, under its base path. */
export const phoneTestPath = (code: string): string => `/v/test/${code}`;

export function createPhoneTest(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  onChange: (state: Reach) => void,
): PhoneTest {
  let base: string | null = null;
  let test: Test | null = null;
  let heard: readonly Heard[] = [];
  let elsewhereAt: number | null = null;
  let cancel = (): void => undefined;

  const state = (): Reach => ({
    page: test && { address: `${base ?? ''}${phoneTestPath(test.code)}`, until: test.until },
    heard: [...heard],
    elsewhereAt,
  });
  function become(next: Test | null): Reach {
    cancel();
    test = next;
    cancel = next ? clock.after(next.until - clock.now(), () => become(null)) : () => undefined;
    const now = state();
    onChange(now);
    return now;
  }
  const isOpen = (code: string): boolean => test !== null && test.code === code;

  return {
    state,
    start() {
      if (base === null) return undefined;
      const until = clock.now() + testLifeMs;
      if (test) return become({ ...test, until });
      heard = [];
      return become({ code: random.bytes(16).toString('base64url'), until });
    },
    stop: () => become(null),
    isOpen,
    hear(code, said) {
      if (!isOpen(code)) return false;
      const at = clock.now();
      heard = [{ at, ...said }, ...heard].slice(0, mostHeard);
      if (said.space === 'public') elsewhereAt = at;
      onChange(state());
      return true;
    },
    follow(next) {
      if (next === base) return;
      base = next;
      // The first address at the start is no news to anybody.
      if (!test && heard.length === 0 && elsewhereAt === null) return;
      elsewhereAt = null;
      heard = [];
      become(null);
    },
  };
}
