/** All desks that are connected to this node. */
import type { WebSocket } from 'ws';
import type { AppEvent } from '../../app.ts';
import { every } from '../../every.ts';
import { createAbsentees, type Absentee, type Absentees } from './absent.ts';
import { createAsk } from './asking.ts';
import { createCallHolders } from './callHolders.ts';
import { createCommands } from './commands.ts';
import { createCrowd, type Crowd } from './crowd.ts';
import { Desk } from './desk.ts';
import { tell } from './hearing.ts';
import {
  noMetrics,
  staffLimits,
  type StaffLimits,
  type StaffMetrics,
  type StaffParts,
  type Watch,
} from './parts.ts';
import { closeCodes, protocols } from './protocol.ts';
import { createLocalSignals, type DeskSignal } from './signals.ts';

export interface Room {
  readonly limits: StaffLimits;
  readonly metrics: StaffMetrics;
  enter(socket: WebSocket, watch: Watch): void;
  isStopping(): boolean;
  size(): number;
  /**
   * Takes no more requests, lets those under way be answered, then sends the desks to another node: so that a command
   * is not done here and sent again elsewhere. Resolves when every socket is told; at the latest after `drainMs`.
   */
  stop(): Promise<void>;
}

export function createRoom(parts: StaffParts): Room {
  const { clock, directory } = parts;
  const limits = { ...staffLimits, ...parts.limits };
  const metrics = parts.metrics ?? noMetrics;
  const signals = parts.signals ?? createLocalSignals();
  const commands = createCommands(clock, limits);
  const holders = createCallHolders(clock);
  const desks = createCrowd(clock);
  const absentees = createAbsentees(clock);
  let stopped: Promise<void> | undefined;
  const isStopping = (): boolean => stopped !== undefined;
  const ask = createAsk({ ...parts, metrics, signals, commands, holders });

  function hear(event: AppEvent): void {
    if (event.channel === 'visits:changed') {
      const { id, phase } = event.payload.visit;
      if (phase === 'closing' || phase === 'closed') holders.ended(id);
    }
    const told = tell(event, directory.owners());
    for (const desk of desks) desk.hear(told);
    absentees.hear(told);
  }

  function takeOver({ visitId, deskKey }: DeskSignal): void {
    const before = holders.entered(visitId, deskKey);
    if (before === undefined) return;
    const told = [...desks].filter((desk) => desk.key === before && desk.tellTaken(visitId));
    if (told.length === 0) holders.missed(before, visitId);
  }

  const unsubscribe = [parts.onEvent(hear), signals.onTold(takeOver)];
  const cancelTick = every(clock, limits.pingMs, () => {
    for (const desk of desks) desk.tick();
    commands.sweep();
    holders.sweep();
    absentees.sweep();
  });

  async function stop(): Promise<void> {
    cancelTick();
    await desks.drained(limits.drainMs);
    for (const unsubscribed of unsubscribe) unsubscribed();
    for (const desk of desks) desk.close(closeCodes.goingAway);
    await desks.emptied(limits.closeMs);
  }

  return {
    limits,
    metrics,
    isStopping,
    size: desks.size,
    enter(socket, watch) {
      const { accountId } = watch.session;
      if (desks.ofAccount(accountId) >= limits.socketsOfAccount) {
        metrics.refused('account-full');
        watch.stop();
        socket.on('error', () => socket.terminate());
        socket.close(closeCodes.tryLater);
        return;
      }
      const desk = new Desk(socket, watch, {
        ...parts,
        ask,
        holders,
        limits,
        metrics,
        cameBack: (deskKey, now) => comeBack(desks, absentees, deskKey, now),
        isStopping,
        protocols: parts.protocols ?? protocols,
      });
      desks.add(desk);
      metrics.desks(desks.size());
      socket.on('close', () => {
        const absentee = desks.remove(desk) ? desk.asAbsentee() : undefined;
        if (absentee && desk.key !== undefined) absentees.keep(desk.key, absentee);
        metrics.desks(desks.size());
      });
    },
    stop: () => (stopped ??= stop()),
  };
}

/** A line may be dead for a while before this node knows: then the former socket of the desk is still there. */
function comeBack(desks: Crowd, absentees: Absentees, deskKey: string, now: Desk): Absentee | undefined {
  const former = [...desks].find((desk) => desk !== now && desk.key === deskKey);
  if (!former) return absentees.take(deskKey);
  const absentee = former.asAbsentee();
  desks.remove(former);
  former.close(closeCodes.goingAway);
  return absentee;
}
