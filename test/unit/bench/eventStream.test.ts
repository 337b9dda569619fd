import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader, type StreamEvent } from '../../bench/eventStream.ts';

function read(pieces: readonly string[]): readonly StreamEvent[] {
  const events: StreamEvent[] = [];
  const take = createEventReader((event) => events.push(event));
  pieces.forEach(take);
  return events;
}

const stream =
  'retry: 3000\n: \n\nevent: view\ndata: {"state":"waiting"}\n\n: \n\nevent: view\ndata: {"state":"let-in"}\n\nevent: bye\ndata: {}\n\n';
const events = [
  { event: 'view', data: '{"state":"waiting"}' },
  { event: 'view', data: '{"state":"let-in"}' },
  { event: 'bye', data: '{}' },
];

describe('a stream of events', () => {
  it('is told event by event, without comments and the time of a retry', () => {
    expect(read([stream])).toEqual(events);
  });

  it('may be cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
        const ends = [0, ...cuts, stream.length].sort((a, b) => a - b);
        expect(read(ends.slice(1).map((end, index) => stream.slice(ends[index], end)))).toEqual(events);
      }),
    );
  });

  it('tells an event only when it is whole', () => {
    expect(read(['event: view\ndata: {"state":"wai'])).toEqual([]);
    expect(read(['event: view\ndata: {}\n'])).toEqual([]);
  });

  it('calls an event without a name a message', () => {
    expect(read(['data: x\n\n'])).toEqual([{ event: 'message', data: 'x' }]);
  });
});
