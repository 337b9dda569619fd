/**
 * Keeps what `embedding.ts` needs to know: asks the name service and the server, remembers it for ten minutes, and asks
 * anew when the settings or the page's address change.
 */
import type { Embedding } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import type { Clock, Log, Network } from '../ports.ts';
import type { WayOf } from '../proxy/ways.ts';
import { placeOf } from '../trueconf/place.ts';
import { readTrust } from '../trueconf/serverTrust.ts';
import { embeddingOf, type AskedFacts, type KnownFacts } from './embedding.ts';
import { askFrameHeaders } from './frameHeaders.ts';

export interface EmbeddingCheck {
  /** Whether the call at this address is embedded. Never rejects: in doubt it is not. */
  mayEmbed(callUrl: string): Promise<boolean>;
  state(): Embedding;
  /** The same for this call, asked now and not kept. Never rejects. */
  look(callUrl: string, signal: AbortSignal): Promise<Embedding>;
  /** After a change of settings or of the page's address: what was known counts no more. */
  renew(): Promise<void>;
  /** Ends a question under way. */
  close(): void;
}

export interface EmbeddingDependencies {
  readonly settings: () => Pick<Settings, 'join' | 'server'>;
  /** Origin of the patient's page; `null` while nothing listens. */
  readonly pageOrigin: () => string | null;
  readonly network: Pick<Network, 'addresses'>;
  readonly wayOf: WayOf;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: () => readonly string[];
}

/** A patient waits for it. */
const answerWithinMs = 3_000;
const keptMs = { answered: 600_000, unanswered: 60_000 } as const;

export function createEmbeddingCheck(dependencies: EmbeddingDependencies): EmbeddingCheck {
  const { settings, pageOrigin, clock, log, onChange } = dependencies;
  let kept: { readonly facts: AskedFacts; readonly until: number } | null = null;
  let asking: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;
  /** The last call that somebody went to: its page is asked for when nobody presses. */
  let lastCall: { readonly server: string; readonly path: string } | null = null;

  const known = (): KnownFacts => {
    const { join, server } = settings();
    return { entry: join.entry, page: pageOrigin(), server: server.address };
  };
  /** Whether the answer depends on the name service and the server. */
  const isOpen = (facts: KnownFacts): boolean =>
    facts.page !== null && facts.server !== '' && embeddingOf(facts, null) === 'unchecked';
  const state = (): Embedding => embeddingOf(known(), kept?.facts ?? null);

  function ask(path: string | null): Promise<void> {
    if (asking) return asking.done;
    const abort = new AbortController();
    const done = answer(path, abort);
    asking = { done, abort };
    return done;
  }

  async function answer(path: string | null, abort: AbortController): Promise<void> {
    const startedAt = clock.now();
    const stopWaiting = clock.after(answerWithinMs, () => abort.abort());
    const facts = await askAll(dependencies, known(), path, abort.signal);
    stopWaiting();
    // Somebody changed the settings meanwhile.
    if (asking?.abort !== abort) return;
    asking = null;
    const isAnswered = facts.headers !== 'none' && facts.serverAddresses.length > 0;
    kept = { facts, until: clock.now() + (isAnswered ? keptMs.answered : keptMs.unanswered) };
    log.info('embedding.checked', { outcome: state(), ms: clock.now() - startedAt });
    onChange();
  }

  function forget(): void {
    asking?.abort.abort();
    asking = null;
    kept = null;
  }

  return {
    state,
    async mayEmbed(callUrl) {
      const facts = known();
      const { server } = facts;
      const url = URL.parse(callUrl);
      if (!isOpen(facts) || url === null || url.origin !== server) return false;
      const path = `${url.pathname}${url.search}`;
      lastCall = { server, path };
      // What was answered once is good enough for a press; a newer answer is fetched behind it.
      if (kept === null || kept.facts.headers === 'unasked') await ask(path);
      else if (clock.now() >= kept.until) void ask(path);
      // Asked ahead of any call, and a press came meanwhile.
      if (kept?.facts.headers === 'unasked') await ask(path);
      return state() === 'on';
    },
    async look(callUrl, signal) {
      const facts = known();
      const url = URL.parse(callUrl);
      if (!isOpen(facts) || url === null) return embeddingOf(facts, null);
      return embeddingOf(facts, await askAll(dependencies, facts, `${url.pathname}${url.search}`, signal));
    },
    async renew() {
      forget();
      onChange();
      const facts = known();
      if (!isOpen(facts)) return;
      await ask(lastCall?.server === facts.server ? lastCall.path : null);
    },
    close: forget,
  };
}

/** Never rejects. When the signal comes first: nothing was heard. */
function askAll(
  { network, settings, wayOf, clock, log, roots }: EmbeddingDependencies,
  { page, server }: KnownFacts,
  path: string | null,
  signal: AbortSignal,
): Promise<AskedFacts> {
  const { promise: late, resolve } = Promise.withResolvers<AskedFacts>();
  const nothingHeard: AskedFacts = { pageAddresses: [], serverAddresses: [], headers: 'none' };
  signal.addEventListener('abort', () => resolve(nothingHeard), { once: true });
  const trust = readTrust(settings().server, clock.now());
  const way = wayOf(settings().server.proxy);

  async function ask(): Promise<AskedFacts> {
    const [pageAddresses, serverAddresses] = await Promise.all(
      [page ?? server, server].map((origin) => network.addresses(placeOf(origin).host)),
    );
    const found = { pageAddresses: pageAddresses ?? [], serverAddresses: serverAddresses ?? [] };
    if (path === null) return { ...found, headers: 'unasked' };
    if (!trust.ok) return nothingHeard;
    const question = { server, path, ...trust.value, way, signal, now: () => clock.now() };
    return { ...found, headers: await askFrameHeaders({ ...question, ...(roots && { roots }) }) };
  }

  const asked = ask().catch((error: unknown) => {
    log.info('embedding.no-answer', { cause: causeOf(error) });
    return nothingHeard;
  });
  return Promise.race([asked, late]);
}
