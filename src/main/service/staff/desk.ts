/** One desk: an open socket with the session behind it. */
import type { RawData, WebSocket } from 'ws';
import { appError } from '../../../shared/errors.ts';
import { readFrame, sendFrame } from '../../ipc/frames.ts';
import type { Ask } from './asking.ts';
import { createBudget, type Budget } from './budget.ts';
import type { CallHolders } from './callHolders.ts';
import { ownersSeenBy } from './facts.ts';
import type { Absentee } from './absent.ts';
import { changedFor, createHearing, listedAt, type Hearing, type Told } from './hearing.ts';
import type { Answer, StaffLimits, StaffMetrics, StaffParts, Watch, Who } from './parts.ts';
import { shownTo } from './shown.ts';
import { closeCodes, commandFrame, helloFrame, isCommand, translatorFor } from './protocol.ts';
import type { CloseCode, Protocols } from './protocol.ts';

export interface DeskParts extends Pick<StaffParts, 'clock' | 'random' | 'directory'> {
  readonly ask: Ask;
  readonly holders: CallHolders;
  readonly limits: StaffLimits;
  readonly protocols: Protocols;
  readonly metrics: StaffMetrics;
  /** What this desk was, whose line was lost; or, if that is not known yet, what it is at another socket. */
  readonly cameBack: (deskKey: string, desk: Desk) => Absentee | undefined;
  /** Nothing new is begun. */
  readonly isStopping: () => boolean;
}

/** What is known of a desk since its hello. */
interface Session {
  /** Account and desk. */
  readonly deskKey: string;
  readonly who: Who;
  /** Whose visits it saw when it came. */
  readonly owners: string;
  readonly translate: (channel: string, input: unknown) => unknown;
}

/** Counted and not logged one by one: who floods must not fill the log. */
const tooMany: Answer = { ok: false, error: { ...appError('too-many-requests'), correlationId: '' } };

export class Desk {
  readonly #socket: WebSocket;
  readonly #watch: Watch;
  readonly #parts: DeskParts;
  #hearing: Hearing;
  readonly #budget: Budget;
  readonly #cancelHello: () => void;
  #session: Session | undefined;
  #isAlive = true;
  #underWay = 0;

  constructor(socket: WebSocket, watch: Watch, parts: DeskParts) {
    this.#socket = socket;
    this.#watch = watch;
    this.#parts = parts;
    this.#hearing = createHearing(parts);
    this.#budget = createBudget(parts.clock, parts.limits);
    this.#cancelHello = parts.clock.after(parts.limits.helloMs, () => this.close(closeCodes.badMessage));
    socket.on('message', (data, isBinary) => this.#take(data, isBinary));
    socket.on('pong', () => (this.#isAlive = true));
    // A message that is too large or not UTF-8: ws closes the connection itself.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#cancelHello();
      watch.stop();
    });
    watch.onEnd((end) => this.close(end === 'over' ? closeCodes.signedOut : closeCodes.tryLater));
  }

  get accountId(): string {
    return this.#watch.session.accountId;
  }

  /** Account and desk; `undefined` before the hello. */
  get key(): string | undefined {
    return this.#session?.deskKey;
  }

  /** What is to be kept of it when its line is gone; `undefined`: it was never greeted. */
  asAbsentee(): Absentee | undefined {
    return this.#session && { ...this.#session, hearing: this.#hearing };
  }

  /** Requests that are being carried out. */
  get underWay(): number {
    return this.#underWay;
  }

  /** What cannot be sent any more is counted all the same: a desk that comes back is told of it. */
  hear(told: Told): void {
    if (!this.#session) return;
    const now = this.#present();
    const text = this.#hearing.hear(now ?? this.#session.who, told);
    if (now && text !== undefined) this.#send(text);
  }

  /** Its call is at another desk now. `false`: it cannot be told any more. */
  tellTaken(visitId: string): boolean {
    return this.#send(JSON.stringify({ event: 'call:taken', payload: { visitId } }));
  }

  /** Every `pingMs`. */
  tick(): void {
    const { metrics, holders, directory } = this.#parts;
    if (!this.#isAlive) {
      metrics.closed('silent');
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
    const who = this.#present();
    if (!who || !this.#session) return;
    if (ownersOf(who, directory) !== this.#session.owners) this.close(closeCodes.boardChanged);
    // A call that goes on is use of the session.
    else if (holders.holdsAny(this.#session.deskKey)) this.#watch.touch();
  }

  close(code: CloseCode): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#parts.metrics.closed(code);
    this.#socket.close(code);
  }

  #take(data: RawData, isBinary: boolean): void {
    const message = readFrame(data, isBinary);
    if (this.#session) this.#request(message, this.#session);
    else this.#greet(message);
  }

  #greet(message: unknown): void {
    const { random, directory, holders, protocols } = this.#parts;
    const hello = helloFrame.safeParse(message);
    if (!hello.success) return this.close(closeCodes.badMessage);
    // What ended meanwhile has closed the socket.
    const who = this.#watch.who();
    if (!who) return;
    const { protocol, desk, account } = hello.data.hello;
    const translate = translatorFor(protocol, protocols);
    if (!translate) return this.close(closeCodes.otherProtocol);
    // Somebody else has signed in at this browser while its line was down.
    if (account !== undefined && account !== who.accountId) return this.close(closeCodes.accountChanged);
    this.#cancelHello();
    const deskKey = `${who.accountId}:${desk ?? random.bytes(16).toString('base64url')}`;
    const owners = ownersOf(who, directory);
    const before = this.#parts.cameBack(deskKey, this);
    if (before && before.owners === owners && !isOther(who, before.who)) this.#hearing = before.hearing;
    this.#session = { deskKey, who, translate, owners };
    this.#send(JSON.stringify({ ready: true, protocol, account: who.accountId }));
    for (const visitId of holders.takeMissed(deskKey)) this.tellTaken(visitId);
  }

  #request(message: unknown, { deskKey, translate }: Session): void {
    const { limits, metrics, isStopping } = this.#parts;
    const frame = commandFrame.safeParse(message);
    if (!frame.success) return this.close(closeCodes.badMessage);
    const who = this.#present();
    // Not answered: the desk asks again where it connects next.
    if (!who || isStopping()) return;
    const { id, channel, key } = frame.data;
    const verdict = this.#budget.take();
    if (verdict === 'close') return this.close(closeCodes.badMessage);
    if (verdict === 'refuse' || this.#underWay >= limits.underWay) return this.#answer(id, tooMany);
    if (isCommand(channel)) this.#watch.touch();
    const input = translate(channel, frame.data.input);
    const changed = channel === 'visits:list' ? changedFor(this.#hearing, input) : undefined;
    if (changed) {
      metrics.asked(channel, 'ok', 0);
      return this.#answer(id, { ok: true, value: shownTo(who.role, changed) });
    }
    void this.#carryOut(id, { who, deskKey, channel, key, input });
  }

  async #carryOut(id: number, asked: Parameters<Ask>[0]): Promise<void> {
    const at = { count: this.#hearing.count, revision: this.#hearing.revision() };
    this.#underWay += 1;
    const envelope = await this.#parts.ask(asked);
    this.#underWay -= 1;
    // The session may have ended, or another role begun, while the core was at work.
    const who = this.#present();
    if (!who) return;
    const isList = asked.channel === 'visits:list' && envelope.ok;
    const owners = isList ? ownersSeenBy(who, this.#parts.directory.owners()) : [];
    const answer = isList ? { ok: true as const, value: listedAt(at, envelope.value, owners) } : envelope;
    this.#answer(id, answer.ok ? { ok: true, value: shownTo(who.role, answer.value) } : answer);
  }

  /** Who this is now; `undefined`: not greeted yet, or the socket closes. */
  #present(): Who | undefined {
    const who = this.#watch.who();
    if (!who || !this.#session || this.#socket.readyState !== this.#socket.OPEN) return undefined;
    if (!isOther(who, this.#session.who)) return who;
    this.close(closeCodes.accountChanged);
    return undefined;
  }

  #answer(id: number, envelope: Answer): void {
    this.#send(JSON.stringify({ id, envelope }));
  }

  #send(text: string): boolean {
    const wasOpen = this.#socket.readyState === this.#socket.OPEN;
    const isSent = sendFrame(this.#socket, text);
    if (!isSent && wasOpen) this.#parts.metrics.closed('slow');
    return isSent;
  }
}

/** What a desk has drawn by; its sites show in whose visits it is sent. */
const isOther = (now: Who, before: Who): boolean =>
  now !== before &&
  (now.role !== before.role || now.name !== before.name || now.trueconfId !== before.trueconfId);

const ownersOf = (who: Who, directory: StaffParts['directory']): string =>
  ownersSeenBy(who, directory.owners()).join('\n');
