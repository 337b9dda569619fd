/** Whether an address leads to the clinic's service, and which of all causes it is when not. */
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { checkService, type CheckParts } from '../../../src/main/clinic/checkService.ts';
import { systemClock } from '../../../src/main/system.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { authority, selfSigned, type TestCertificate } from '../../fixtures/trueconf/certificates.ts';
import { scriptedCore, staffNode } from '../service/staff/support.ts';

const outcome = async (address: string, parts: Partial<CheckParts> = {}): Promise<string> => {
  const found = await checkService(address, { clock: systemClock, ...parts });
  return found.ok ? found.value : found.error.code;
};

async function listen(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return port;
}

/** Closes each socket as a service closes one without a session. */
function closing<S extends Server>(server: S, code: number): S {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => socket.close(code));
  return server;
}

test('a service is known by what its socket says to a stranger, however its address is written', async () => {
  const node = await staffNode({ clock: systemClock, core: scriptedCore() });
  expect(await outcome(node.origin)).toBe(node.origin);
  expect(await outcome(` ${node.origin}/desk/ `)).toBe(node.origin);
  expect(await outcome(node.origin.replace('127.0.0.1', 'localhost'))).toBe('service-other-name');
  await node.staff.stop();
  expect(await outcome(node.origin)).toBe('service-away');
});

test.each([
  ['', 'invalid-input'],
  ['desk clinic', 'invalid-input'],
  ['http://desk.clinic.example', 'invalid-input'],
  ['ftp://desk.clinic.example', 'invalid-input'],
  ['https://desk.clinic.invalid', 'name-not-found'],
  ['https://127.0.0.1:1', 'refused'],
])('%j is %s', async (address, code) => {
  expect(await outcome(address)).toBe(code);
});

test('what is something else is told as that', async () => {
  const page = await listen(createHttpServer((_request, response) => response.writeHead(404).end('no')));
  expect(await outcome(`http://127.0.0.1:${page}`)).toBe('not-the-service');
  const moved = createHttpServer();
  moved.on('upgrade', (_request, stream) =>
    stream.end('HTTP/1.1 302 Found\r\nlocation: https://evil.example/\r\ncontent-length: 0\r\n\r\n'),
  );
  expect(await outcome(`http://127.0.0.1:${await listen(moved)}`)).toBe('not-the-service');
  const other = await listen(closing(createHttpServer(), 1000));
  expect(await outcome(`http://127.0.0.1:${other}`)).toBe('not-the-service');
  const mail = await listen(createTcpServer((socket) => socket.end('220 mail.clinic.example ESMTP\r\n')));
  expect(await outcome(`http://127.0.0.1:${mail}`)).toBe('not-the-service');
  expect(await outcome(`https://127.0.0.1:${mail}`)).toBe('tls-failed');
});

test('a proxy before a service that is away, and a service that never answers', async () => {
  const proxy = createHttpServer();
  proxy.on('upgrade', (_request, stream) =>
    stream.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'),
  );
  expect(await outcome(`http://127.0.0.1:${await listen(proxy)}`)).toBe('service-away');
  const connected = Promise.withResolvers<void>();
  const mute = await listen(createTcpServer(() => connected.resolve()));
  const clock = new FakeClock();
  const asked = outcome(`http://127.0.0.1:${mute}`, { clock });
  await connected.promise;
  await clock.advance(10_000);
  expect(await asked).toBe('timeout');
});

test('certificates: this computer’s authorities decide', async () => {
  const own = await authority();
  const roots = () => [own.cert];
  const at = async (pair: TestCertificate): Promise<string> =>
    `https://127.0.0.1:${await listen(closing(createSecureServer(pair), 4401))}`;
  const good = await at(await own.issue());
  expect(await outcome(good, { roots })).toBe(good);
  expect(await outcome(good)).toBe('certificate-untrusted');
  expect(await outcome(await at(await selfSigned()))).toBe('certificate-self-signed');
  expect(await outcome(await at(await own.issue({ from: -9, to: -2 })), { roots })).toBe(
    'certificate-expired',
  );
  expect(await outcome(await at(await own.issue({ hosts: ['other.example'] })), { roots })).toBe(
    'certificate-other-host',
  );
});
