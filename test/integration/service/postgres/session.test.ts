import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createSession } from '../../../../src/main/service/postgres/session.ts';
import { systemClock } from '../../../../src/main/system.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

/** "You are in" and "ask", in the protocol's own bytes (PostgreSQL documentation, "Message Formats"). */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const terminate = 0x58;

it('a session whose goodbye is answered by a reset goes on, and stops in peace', async () => {
  let resets = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      if (bytes[0] !== terminate) return void socket.write(welcome);
      resets += 1;
      socket.resetAndDestroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let attempts = 0;
  const log = recordingLog();
  const session = createSession<undefined>({
    connectionString: `postgresql://nobody@127.0.0.1:${port}/nothing`,
    purpose: 'test',
    clock: systemClock,
    log,
    beatMs: 60_000,
    async begin() {
      attempts += 1;
      throw new Error('not this time');
    },
    beat: async () => undefined,
    alive: () => undefined,
    lost: () => undefined,
  });
  await session.start();
  await expect.poll(() => attempts, { timeout: 10_000 }).toBeGreaterThan(1);
  await session.stop();
  expect(resets).toBeGreaterThan(0);
  expect(log.lines.map(({ event }) => event)).toEqual(['postgres.session-lost']);
  server.close();
});
