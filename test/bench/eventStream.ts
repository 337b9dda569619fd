/** Server-Sent Events as they come out of the socket: as much of the format as the patient's page uses. */

export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** Takes pieces of a stream, cut anywhere; tells each whole event. Comments and `retry` alone are no event. */
export function createEventReader(tell: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = fieldOf(block, 'data');
      if (data !== undefined) tell({ event: fieldOf(block, 'event') ?? 'message', data });
    }
  };
}

function fieldOf(block: string, name: string): string | undefined {
  const start = `${name}: `;
  return block
    .split('\n')
    .find((line) => line.startsWith(start))
    ?.slice(start.length);
}
