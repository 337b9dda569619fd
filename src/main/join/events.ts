/**
 * Server-Sent Events for pages that wait: what to show, at once and at each change, never the call's address.
 * A few streams per link, none of which can hold much memory, and none of which outlives its connection.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { every } from '../every.ts';
import type { Clock } from '../ports.ts';
import type { DoorView } from '../visits/types.ts';
import { isLiving, look } from './entering.ts';
import { joinLimits } from './limits.ts';
import type { AtLink, Place } from './place.ts';
import { shownBy } from './views.ts';

/** Sent at once, so that the page sees that nothing in between holds the stream back; 3 s to the next try. */
const opening = 'retry: 3000\n: \n\n';
const comment = ': \n\n';
/** The page must not come back by itself: it asks by `report` from now on. */
const bye = 'event: bye\ndata: {}\n\n';

export interface PageStream {
  /** Says what the page should show, unless it was the last that it heard; a dead link ends the stream. */
  show(view: DoorView): void;
  /** Ends the stream with `bye`. */
  dismiss(): void;
}

export interface Streams {
  /** Takes the connection over. `onEnd` is called once, however the stream ends. */
  open(token: string, request: FastifyRequest, reply: FastifyReply, onEnd: () => void): PageStream;
  /** Dismisses all streams, and each that is opened from now on. */
  close(): void;
}

export function createStreams(clock: Clock): Streams {
  const byLink = new Map<string, readonly PageStream[]>();
  let closed = false;
  const at = (token: string): readonly PageStream[] => byLink.get(token) ?? [];
  const leave = (token: string, stream: PageStream): void => {
    const others = at(token).filter((other) => other !== stream);
    if (others.length === 0) byLink.delete(token);
    else byLink.set(token, others);
  };
  return {
    open(token, request, reply, onEnd) {
      const stream = openStream(clock, request, reply, () => {
        leave(token, stream);
        onEnd();
      });
      const former = at(token);
      byLink.set(token, [...former, stream]);
      if (former.length >= joinLimits.streamsPerLink) former[0]?.dismiss();
      if (closed) stream.dismiss();
      return stream;
    },
    close() {
      closed = true;
      for (const stream of [...byLink.values()].flat()) stream.dismiss();
    },
  };
}

function openStream(
  clock: Clock,
  request: FastifyRequest,
  reply: FastifyReply,
  onEnd: () => void,
): PageStream {
  const { raw } = reply;
  const { socket } = request.raw;
  let isOpen = true;
  let said = '';
  let stopComments = (): void => undefined;

  const finish = (): void => {
    if (!isOpen) return;
    isOpen = false;
    stopComments();
    socket.off('close', finish);
    onEnd();
  };
  const end = (last: string): void => {
    if (isOpen) raw.end(last);
    finish();
  };
  const write = (text: string): void => {
    if (!isOpen) return;
    if (raw.writableLength <= joinLimits.unreadBytes) {
      raw.write(text);
      return;
    }
    // Its reader takes nothing: what is kept for it would only grow.
    socket.destroy();
    finish();
  };

  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  socket.once('close', finish);
  write(opening);
  stopComments = every(clock, joinLimits.commentMs, () => write(comment));
  return {
    show(view) {
      const shown = shownBy(view);
      if (shown.version === said) return;
      said = shown.version;
      write(`event: view\ndata: ${JSON.stringify(shown)}\n\n`);
      if (view.state === 'dead') end('');
    },
    dismiss: () => end(bye),
  };
}

/** A stream for a person; 204 for everybody else, which a browser takes as "do not come back". */
export async function answerEvents(
  place: Place,
  streams: Streams,
  request: FastifyRequest<AtLink>,
  reply: FastifyReply,
): Promise<void> {
  const { deps, miss } = place;
  const found = await look(place, request);
  if (!isLiving(found) && !found.view.thanks) {
    await miss(request, reply);
    return;
  }
  const { token, browser } = found;
  const heard: { view?: DoorView; stream?: PageStream } = {};
  const stop = await deps.door.watch(token, browser, (view) => {
    heard.view = view;
    heard.stream?.show(view);
  });
  if (!stop) {
    void reply.code(204).send();
    return;
  }
  // Gone while we looked: nobody would tell us any more.
  if (request.raw.socket.destroyed) {
    stop();
    reply.hijack();
    return;
  }
  deps.countStreams?.(1);
  heard.stream = streams.open(token, request, reply, () => {
    deps.countStreams?.(-1);
    stop();
  });
  heard.stream.show(heard.view ?? found.view);
}
