import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBalancer, isRefused, publicOrigin, send, whole } from '../../bench/service/balancer.ts';

describe('who comes to which node', () => {
  it('is shared out, and the other one when a node is away', () => {
    const balancer = createBalancer(['one', 'two']);
    expect([0, 1, 2, 3].map(balancer.nodeFor)).toEqual(['one', 'two', 'one', 'two']);
    balancer.away('one');
    expect([0, 1].map(balancer.nodeFor)).toEqual(['two', 'two']);
    balancer.away('two');
    expect(() => balancer.nodeFor(0)).toThrow('every node is away');
  });

  it('asks by the name under which the clinic is known, and knows a node that is not there', async () => {
    const server = createServer((request, response) => {
      response.setHeader('set-cookie', 'person=abc; Path=/v');
      response.end(`${request.headers.host} ${request.url}`);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const node = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    const ask = { method: 'GET', path: '/v/x', headers: {} } as const;
    expect(await whole(await send(node, ask, true))).toEqual({
      status: 200,
      cookie: 'person=abc',
      text: `${new URL(publicOrigin).host} /v/x`,
    });
    server.close();
    await once(server, 'close');
    const error: unknown = await send(node, ask, true).catch((reason: unknown) => reason);
    expect(isRefused(error)).toBe(true);
    expect(isRefused(new Error('another one'))).toBe(false);
  });
});
