/** Answers that no client wants to get (see `faults.ts`). */
import type { ServerResponse } from 'node:http';
import type { SpoiledAnswer } from './faults.ts';
import { json, send, type Reply } from './http.ts';

const html = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const hugeBytes = 10_000_000;

const htmlReply = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: html,
});

/** Whether the request's work is done before its answer is spoilt. */
export const worksFirst = (answer: SpoiledAnswer): boolean =>
  answer === 'workThenReset' || answer === 'workThenSilent';

const replies: Partial<Readonly<Record<SpoiledAnswer, () => Reply>>> = {
  html500: () => htmlReply(500),
  html200: () => htmlReply(200),
  json500: () => json(500, { error: { code: 500, message: 'Internal Server Error', errors: [] } }),
  brokenJson: () => ({ ...json(200, {}), body: '{"conference":{"id":"0123' }),
  hugeJson: () => json(200, { padding: 'x'.repeat(hugeBytes) }),
  redirect: () => ({ status: 302, headers: { location: '/elsewhere' }, body: '' }),
};

export function spoil(response: ServerResponse, answer: SpoiledAnswer): void {
  const reply = replies[answer];
  if (reply) send(response, reply());
  else if (answer === 'reset' || answer === 'workThenReset') response.destroy();
  // The rest is silence: the connection stays open until the client or the emulator ends it.
}
