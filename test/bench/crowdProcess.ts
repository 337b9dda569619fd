/**
 * Patients who wait, as far as HTTP goes: each with connections, a cookie, a stream and a pulse of its own. Runs as a
 * child of the benchmark, so that its own work is not counted as the server's, and ends with it.
 */
import { Pool } from 'undici';
import { PatientBrowser } from './patient.ts';

/** All are told to the benchmark as epoch ms, in the order of the links. */
export type CrowdNews =
  | { readonly news: 'waiting' }
  | { readonly news: 'heard' | 'in'; readonly at: readonly number[] }
  | { readonly news: 'broken'; readonly why: string };

/** Of a page that waits with a stream (`src/join-page/decide.ts`). */
const pulseMs = 12_000;
/** Pages that are opened at the same time. */
const atOnce = 20;

class WaitingPatient {
  readonly #browser: PatientBrowser;
  readonly #letIn = Promise.withResolvers<number>();
  #pulse: NodeJS.Timeout | undefined;

  constructor(link: string) {
    // As many as a browser opens to one host.
    this.#browser = new PatientBrowser(
      new Pool(new URL(link).origin, { connections: 6, allowH2: false }),
      link,
    );
  }

  /** When the stream said "let in". Errors: rejects when the stream or the pulse breaks before. */
  get letIn(): Promise<number> {
    return this.#letIn.promise;
  }

  /** `offsetMs`: to the first pulse. */
  async comes(offsetMs: number): Promise<void> {
    await this.#browser.opens();
    await this.#browser.reports('open');
    await this.#browser.joins('Ivan', 'waiting');
    const stream = await this.#browser.listens(({ event, data }) => {
      if (event === 'view' && JSON.parse(data).state === 'let-in') this.#letIn.resolve(Date.now());
    });
    void stream.ended.then(() => this.#letIn.reject(new Error('a stream ended')));
    const report = (): void =>
      void this.#browser.reports('here').catch((error: unknown) => this.#letIn.reject(error));
    this.#pulse = setTimeout(() => {
      report();
      this.#pulse = setInterval(report, pulseMs);
    }, offsetMs);
  }

  /** The page presses by itself; when it has the call's address. */
  async goesIn(): Promise<number> {
    await this.#letIn.promise;
    await this.#browser.joins('');
    const at = Date.now();
    clearInterval(this.#pulse);
    await this.#browser.reports('leaving');
    return at;
  }
}

const tell = (news: CrowdNews): void => void process.send?.(news);

async function crowd(links: readonly string[]): Promise<void> {
  const patients = links.map((link) => new WaitingPatient(link));
  const goings = Promise.all(patients.map((patient) => patient.goesIn()));
  // Said by the promise of who heard, which breaks first.
  goings.catch(() => undefined);
  const hearings = Promise.all(patients.map(({ letIn }) => letIn));
  hearings.catch(() => undefined);
  const queue = patients.entries();
  const usher = async (): Promise<void> => {
    // Like those of people, their pulses are spread over the time between two.
    for (const [index, patient] of queue) await patient.comes((index / patients.length) * pulseMs);
  };
  await Promise.all(Array.from({ length: atOnce }, usher));
  tell({ news: 'waiting' });
  tell({ news: 'heard', at: await hearings });
  tell({ news: 'in', at: await goings });
}

process.once('message', (links: readonly string[]) => {
  crowd(links).catch((error: unknown) => {
    tell({ news: 'broken', why: error instanceof Error ? error.message : String(error) });
  });
});
process.once('disconnect', () => process.exit());
