/** Looks for newer versions, fetches one and installs it when the program ends. When: `security/updates.ts`. */
import type { UpdateState } from '../../shared/ipc/life.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log } from '../ports.ts';
import { installsNow, updateStep, type UpdateFacts } from '../security/updates.ts';

export interface Updater {
  /** Version of a newer one; `null`: there is none. Errors: rejects when it is not known. */
  look(): Promise<string | null>;
  /** Errors: rejects when it is not there whole. */
  fetch(): Promise<void>;
  /** Replaces the program once it has ended; it must end then. */
  install(): void;
}

export interface UpdatesParts {
  readonly facts: () => UpdateFacts;
  readonly load: (address: string) => Promise<Updater>;
  readonly onChange: (state: UpdateState) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Updates {
  state(): UpdateState;
  /** Looks now and then every few hours. */
  start(): void;
  stop(): void;
  /** Resolves when it has looked; what is newer is fetched after that. */
  look(): Promise<void>;
  consent(given: boolean): void;
  /** The program begins to end; what is to be done once everything is closed, `null`: nothing. */
  ending(): (() => Promise<void>) | null;
}

/** After the start, which has other things to do; and while somebody is here. */
const firstLookMs = 5 * 60_000;
const againMs = 6 * 3_600_000;
const laterMs = 15 * 60_000;

export function createUpdates({ facts, load, onChange, clock, log }: UpdatesParts): Updates {
  let state: UpdateState = { phase: 'unknown', version: '' };
  let updater: Promise<Updater> | undefined;
  let address: string | undefined;
  let looking = false;
  let fetching = Promise.resolve();
  let cancel = (): void => undefined;

  function say(phase: UpdateState['phase'], version = ''): void {
    if (state.phase === phase && state.version === version) return;
    state = { phase, version };
    onChange(state);
  }

  /** Another address: another one, whose cache of what was found is not the former's. */
  function current(): Promise<Updater> {
    const wanted = facts().settings.address;
    if (wanted !== address) updater = undefined;
    address = wanted;
    return (updater ??= load(wanted));
  }

  function failed(error: unknown): void {
    // Asked anew: this one may hold what was half fetched.
    updater = undefined;
    log.warn('updates.failed', { cause: causeOf(error) });
    say('unknown');
  }

  async function fetchBy(using: Updater, version: string): Promise<void> {
    say('fetching', version);
    await using.fetch();
    say('ready', version);
  }

  async function lookNow(): Promise<void> {
    const using = await current();
    const version = await using.look();
    if (version === null) say('none');
    // Somebody may have come while it was looked for.
    else if (updateStep(facts()) !== 'look') say('later');
    else fetching = fetchBy(using, version).catch(failed);
  }

  async function look(): Promise<void> {
    const step = updateStep(facts());
    const isUnderWay = looking || state.phase === 'fetching';
    const isDone = state.phase === 'ready' || state.phase === 'chosen';
    if (step === 'off') say('off');
    else if (isUnderWay || isDone) return;
    else if (step === 'later') say('later');
    else {
      looking = true;
      await lookNow().catch(failed);
      looking = false;
    }
  }

  function turn(afterMs: number): void {
    cancel = clock.after(afterMs, () => {
      void look()
        .then(() => fetching)
        .then(() => turn(state.phase === 'later' ? laterMs : againMs));
    });
  }

  return {
    state: () => (updateStep(facts()) === 'off' ? { phase: 'off', version: '' } : state),
    start: () => turn(firstLookMs),
    stop: () => cancel(),
    look,
    consent(given) {
      if (given && state.phase === 'ready') say('chosen', state.version);
      if (!given && state.phase === 'chosen') say('ready', state.version);
    },
    ending() {
      cancel();
      if (!installsNow(facts(), state.phase === 'chosen')) return null;
      return async () => {
        log.info('updates.installing', { version: state.version });
        (await current()).install();
      };
    },
  };
}
