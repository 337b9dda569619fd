/** A join server without a socket, and the requests of a browser and of others. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { callOrigin, joinBench, plainAssets, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { liveToken } from '../../fixtures/join/scriptedDoor.ts';

export const origin = 'http://127.0.0.1:8765';
export const host = '127.0.0.1:8765';
export const page = `/v/${liveToken}`;
export const browser = 'cccccccccccccccccccccc';
export const cookie = `person=${browser}`;
export const callUrl = `${callOrigin}/webrtc/0123#login=$guest*&name=Анна Смирнова`;
export const json = { accept: 'application/json' };
export const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

type Headers = Readonly<Record<string, string>>;
type Answer = Promise<LightMyRequestResponse>;

export interface Injected {
  readonly bench: JoinBench;
  readonly app: FastifyInstance;
  get(url: string, headers?: Headers): Answer;
  /** As the page's own form or script posts. */
  post(url: string, payload?: string, headers?: Headers): Answer;
}

/** `basePath`: under which the page lies. */
export async function injected(basePath = ''): Promise<Injected> {
  const bench = joinBench(plainAssets, undefined, basePath);
  const app = await bench.server.build(() => [origin]);
  const formType = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    bench,
    app,
    get: (url, headers = {}) => app.inject({ url, headers: { host, ...headers } }),
    post: (url, payload = '', headers = {}) =>
      app.inject({
        method: 'POST',
        url,
        payload,
        headers: { host, origin, ...(payload && formType), ...headers },
      }),
  };
}
