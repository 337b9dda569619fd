/** Bytes to the server and answers back: a client that sends what no honest client sends, and reads strictly. */
import { connect, type Socket } from 'node:net';
import { settle } from '../../fixtures/fakeClock.ts';

export interface WireAnswer {
  readonly status: number;
  /** Names in small letters; a header that comes twice is joined by a line feed. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** All of it as it came, head included. */
  readonly text: string;
}

/**
 * What follows when the expected answers are here. `drop`: the connection is destroyed. `finish`: our side is ended
 * properly, and the server's end is awaited.
 */
export type Ending = 'drop' | 'finish';

export interface Exchange {
  readonly port: number;
  /** Written one after the other, each when the system has taken the former. */
  readonly parts: readonly Buffer[];
  /** Whether each answer is to a HEAD, in their order. */
  readonly heads: readonly boolean[];
  /** How many answers must come before the connection is ended; fewer are read when the server ends it. */
  readonly answers: number;
  readonly ending: Ending;
}

/** Gives the answers that came whole, until the connection is over. Errors: rejects when an answer is no HTTP. */
export async function exchange({
  port,
  parts,
  heads,
  answers,
  ending,
}: Exchange): Promise<readonly WireAnswer[]> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let received = '';
  const enough = new Promise<void>((resolve, reject) => {
    const look = (ended: boolean): void => {
      try {
        if (readAnswers(received, heads, ended).length >= answers) resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error('unknown'));
      }
    };
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      look(false);
    });
    socket.once('end', () => {
      look(true);
      socket.end();
    });
    if (answers === 0) resolve();
  });
  try {
    await write(socket, parts);
    await Promise.race([enough, over]);
    // What was sent last is with the server then.
    await settle();
    if (ending === 'finish') socket.end();
    else socket.destroy();
    await over;
  } finally {
    socket.destroy();
  }
  return readAnswers(received, heads, true);
}

async function write(socket: Socket, parts: readonly Buffer[]): Promise<void> {
  for (const part of parts) {
    if (part.length === 0 || socket.destroyed || socket.writableEnded) continue;
    await new Promise<void>((resolve) => socket.write(part, () => resolve()));
  }
}

/** The whole answers at the start of what came; `ended`: nothing more comes. Interim answers (1xx) are left out. */
function readAnswers(text: string, heads: readonly boolean[], ended: boolean): readonly WireAnswer[] {
  const answers: WireAnswer[] = [];
  let at = 0;
  while (at < text.length) {
    const found = readOne(text, at, heads[answers.length] ?? false, ended);
    if (!found) break;
    if (found.answer.status >= 200) answers.push(found.answer);
    at = found.end;
  }
  return answers;
}

function readOne(
  text: string,
  start: number,
  isHead: boolean,
  ended: boolean,
): { answer: WireAnswer; end: number } | undefined {
  const headEnd = text.indexOf('\r\n\r\n', start);
  if (headEnd < 0) return undefined;
  const [statusLine = '', ...lines] = text.slice(start, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(statusLine)?.[1] ?? NaN);
  if (Number.isNaN(status)) throw new Error(`no HTTP: ${JSON.stringify(text.slice(0, start + 100))}`);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers.set(name, headers.has(name) ? `${headers.get(name) ?? ''}\n${value}` : value);
  }
  const from = headEnd + 4;
  const isBare = isHead || status < 200 || status === 204 || status === 304;
  const body = isBare ? { content: '', end: from } : readBody(text, from, headers, ended);
  if (!body) return undefined;
  const answer = { status, headers, body: Buffer.from(body.content, 'latin1').toString(), text: '' };
  return { answer: { ...answer, text: text.slice(start, headEnd) + answer.body }, end: body.end };
}

interface Body {
  readonly content: string;
  readonly end: number;
}

function readBody(
  text: string,
  from: number,
  headers: ReadonlyMap<string, string>,
  ended: boolean,
): Body | undefined {
  const length = headers.get('content-length');
  if (length !== undefined) {
    const end = from + Number(length);
    return end <= text.length ? { content: text.slice(from, end), end } : undefined;
  }
  // A stream never ends by itself: it has been read when it has said what to show.
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const isSaid = (content: string): boolean => isStream && content.includes('event: view');
  if (headers.get('transfer-encoding') !== 'chunked') {
    const content = text.slice(from);
    return ended || isSaid(content) ? { content, end: text.length } : undefined;
  }
  const chunks: string[] = [];
  for (let at = from; ;) {
    const lineEnd = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (lineEnd < 0 || lineEnd + 2 + size + 2 > text.length) break;
    chunks.push(text.slice(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
    if (size === 0) return { content: chunks.join(''), end: at };
  }
  const said = chunks.join('');
  return isSaid(said) ? { content: said, end: text.length } : undefined;
}
