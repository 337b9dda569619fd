/** A patient as far as HTTP and the room's socket go. */
import { Pool } from 'undici';
import type { WebSocket } from 'ws';
import type { CallReason } from '../../../src/shared/page.ts';
import { PatientBrowser } from '../../bench/patient.ts';
import { enterRoom } from '../../bench/service/callMember.ts';

export class DayPatient {
  readonly name: string;
  readonly #link: URL;
  readonly #pool: Pool;
  readonly #browser: PatientBrowser;
  #room: WebSocket | undefined;
  /** In the waiting room: the page says from time to time that it lives. */
  isWaiting = false;

  constructor(name: string, link: string) {
    this.name = name;
    this.#link = new URL(link);
    this.#pool = new Pool(this.#link.origin, { connections: 1, allowH2: false });
    this.#browser = new PatientBrowser(this.#pool, link);
  }

  async opens(): Promise<void> {
    await this.#browser.opens();
    await this.#browser.reports('open');
  }

  /** Says that the page lives; gives what it should show. */
  lives(): Promise<string> {
    return this.#browser.lives();
  }

  /** Presses, and goes into the call where the page may. Gives what the page is told. */
  async presses(): Promise<string> {
    const { state, url } = await this.#browser.presses(this.name);
    this.isWaiting = state === 'waiting';
    if (url !== undefined) this.#room = await enterRoom(url);
    return state;
  }

  /** The page as it is now. */
  async reads(): Promise<string> {
    const headers = { accept: 'text/html', 'accept-language': 'en-GB' };
    const { body } = await this.#pool.request({ method: 'GET', path: this.#link.pathname, headers });
    return body.text();
  }

  asksForCall(reason: CallReason): Promise<void> {
    return this.#browser.asksForCall(reason);
  }

  /** The phone is put away: nothing more is heard of it. */
  goesAway(): void {
    this.isWaiting = false;
  }

  /** The line breaks, or the patient hangs up: the server's roster does not tell the two apart. */
  losesTheCall(): void {
    this.#room?.close();
    this.#room = undefined;
  }

  async close(): Promise<void> {
    this.losesTheCall();
    this.isWaiting = false;
    await this.#pool.destroy();
  }
}
