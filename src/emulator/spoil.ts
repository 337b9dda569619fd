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

export function spoil(response: ServerResponse, answer: SpoiledAnswer): void {
  switch (answer) {
    case 'html500':
      return send(response, htmlReply(500));
    case 'html200':
      return send(response, htmlReply(200));
    case 'json500':
      return send(
        response,
        json(500, { error: { code: 500, message: 'Internal Server Error', errors: [] } }),
      );
    case 'brokenJson':
      return send(response, { ...json(200, {}), body: '{"conference":{"id":"0123' });
    case 'hugeJson':
      return send(response, json(200, { padding: 'x'.repeat(hugeBytes) }));
    case 'redirect':
      return send(response, { status: 302, headers: { location: '/elsewhere' }, body: '' });
    case 'reset':
    case 'workThenReset':
      response.destroy();
      return;
    case 'silent':
    case 'workThenSilent':
      return;
  }
}
