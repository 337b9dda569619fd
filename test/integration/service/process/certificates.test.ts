/** Certificates that are exchanged on disk while patients wait and desks are connected. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../../../src/main/launch/build.ts';
import { selfSigned } from '../../../fixtures/trueconf/certificates.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { root, startService } from './serviceProcess.ts';

beforeAll(() => {
  ensureBuilt(root, () => undefined);
}, 180_000);

/** The name on the certificate that a new connection gets; the connection stays open. */
async function handshake(origin: string): Promise<{ readonly name: string; readonly socket: TLSSocket }> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return { name: String(socket.getPeerCertificate().subject.CN), socket };
}

const get = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    httpsGet(url, { rejectUnauthorized: false }, resolve).on('error', reject);
  });

async function status(url: string): Promise<number | undefined> {
  const answer = await get(url);
  answer.resume();
  return answer.statusCode;
}

/** What `/metrics` says of the end of each listener's certificate. */
async function endsTold(staff: string): Promise<readonly string[]> {
  const told = await text(await get(`${staff}metrics`));
  return told.split('\n').filter((line) => line.startsWith('visit_desk_certificate_expires_seconds{'));
}

/** What it is to say while both show the certificate of this file. */
function endsOf(file: string): readonly string[] {
  const end = Math.floor(Date.parse(new X509Certificate(readFileSync(file)).validTo) / 1_000);
  return ['public', 'staff'].map(
    (listener) => `visit_desk_certificate_expires_seconds{listener="${listener}"} ${end}`,
  );
}

test(
  'both listeners show the new one to new connections, and the old ones go on',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const certificateFile = join(folder, 'cert.pem');
    const keyFile = join(folder, 'key.pem');
    const write = async (name: string, to = 30): Promise<void> => {
      const { cert, key } = await selfSigned({ name: `CN=${name}`, to });
      writeFileSync(certificateFile, cert);
      writeFileSync(keyFile, key);
    };
    await write('before');
    const service = startService([
      ...['--embedded', '--data-dir', join(folder, 'data'), '--print-urls'],
      ...['--public-port', '0', '--public-cert', certificateFile, '--public-key', keyFile],
      ...['--staff-port', '0', '--staff-cert', certificateFile, '--staff-key', keyFile],
    ]);
    const { patients, staff } = await service.running;
    const tell = (event: string, listener: string): boolean =>
      service
        .stdout()
        .split('\n')
        .some((line) => line.includes(`"${event}"`) && line.includes(`"listener":"${listener}"`));
    const bothTell = (event: string): Promise<void> =>
      expect.poll(() => ['page', 'staff'].map((listener) => tell(event, listener))).toEqual([true, true]);
    expect([new URL(patients).protocol, new URL(staff).protocol]).toEqual(['https:', 'https:']);
    expect(await status(`${staff}readyz`)).toBe(200);
    const old = await Promise.all([handshake(patients), handshake(staff)]);
    expect(old.map(({ name }) => name)).toEqual(['before', 'before']);

    expect(await endsTold(staff)).toEqual(endsOf(certificateFile));

    // A half-written pair changes nothing.
    writeFileSync(certificateFile, (await selfSigned({ name: 'CN=half' })).cert);
    service.child.kill('SIGHUP');
    await bothTell('tls.certificate-unusable');
    expect((await handshake(patients)).name).toBe('before');
    expect((await handshake(staff)).name).toBe('before');

    await write('after', 60);
    service.child.kill('SIGHUP');
    await bothTell('tls.certificate-renewed');
    expect((await handshake(patients)).name).toBe('after');
    expect((await handshake(staff)).name).toBe('after');
    expect(await endsTold(staff)).toEqual(endsOf(certificateFile));
    for (const { socket } of old) expect(socket.destroyed).toBe(false);
  },
);
