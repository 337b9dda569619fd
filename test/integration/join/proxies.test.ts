import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinLimits } from '../../../src/main/join/limits.ts';
import { joinBench, plainAssets, type JoinBench } from '../../fixtures/join/joinServer.ts';
import { unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { host, origin, page } from './injected.ts';

const proxy = '10.0.0.1';
const patient = '203.0.113.7';
const guesser = '203.0.113.8';
let bench: JoinBench;
let app: FastifyInstance;

async function believing(trustedProxies: readonly string[]): Promise<void> {
  bench = joinBench(plainAssets);
  bench.settings = {
    ...bench.settings,
    join: { ...bench.settings.join, trustedProxies: [...trustedProxies] },
  };
  app = await bench.server.build(() => [origin, 'https://visits.clinic.example']);
}
afterEach(() => app.close());

/** The status of a guess that comes from an address, with what the sender or a proxy says of itself. */
async function guess(remoteAddress: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await app.inject({
    url: `/v/${unknownToken}`,
    remoteAddress,
    headers: { host, ...headers },
  });
  return answer.statusCode;
}

async function useUp(remoteAddress: string, headers: Record<string, string> = {}): Promise<void> {
  for (let count = 0; count < joinLimits.missesPerAddress; count += 1)
    expect(await guess(remoteAddress, headers)).toBe(404);
  expect(await guess(remoteAddress, headers)).toBe(429);
}

describe('behind a proxy that is trusted', () => {
  beforeEach(() => believing(['10.0.0.0/8', 'fd00::/8']));

  it('misses are counted by the address of the client', async () => {
    await useUp(proxy, { 'x-forwarded-for': guesser });
    expect(await guess(proxy, { 'x-forwarded-for': patient })).toBe(404);
    expect(await guess('10.9.9.9', { 'x-forwarded-for': guesser })).toBe(429);
  });

  it('what the client wrote before the proxy did is not believed', async () => {
    for (let count = 0; count < joinLimits.missesPerAddress; count += 1)
      await guess(proxy, { 'x-forwarded-for': `198.51.100.${count}, ${guesser}` });
    expect(await guess(proxy, { 'x-forwarded-for': `192.0.2.1, ${guesser}` })).toBe(429);
    expect(await guess(proxy, { 'x-forwarded-for': patient })).toBe(404);
  });

  it('its word for https makes the cookie Secure; nobody else’s does', async () => {
    const cookieOf = async (remoteAddress: string): Promise<string> => {
      const headers = { host, 'x-forwarded-proto': 'https' };
      return String((await app.inject({ url: page, remoteAddress, headers })).headers['set-cookie']);
    };
    expect(await cookieOf(proxy)).toMatch(/; Secure$/);
    expect(await cookieOf(guesser)).toMatch(/SameSite=Lax$/);
  });

  it('its word for the host opens nothing: the Host itself must be ours', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': host };
    expect((await app.inject({ url: page, remoteAddress: proxy, headers })).statusCode).toBe(403);
  });
});

describe.each([
  ['no proxy is trusted', []],
  ['others are trusted', ['192.0.2.0/24']],
])('where %s', (_case, trusted) => {
  beforeEach(() => believing(trusted));

  it('a forged X-Forwarded-For buys no tries, and takes none from others', async () => {
    for (let count = 0; count < joinLimits.missesPerAddress; count += 1)
      expect(await guess(guesser, { 'x-forwarded-for': `198.51.100.${count}` })).toBe(404);
    expect(await guess(guesser, { 'x-forwarded-for': patient })).toBe(429);
    expect(await guess(patient)).toBe(404);
  });
});
