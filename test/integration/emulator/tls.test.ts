import { request } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import { start } from './support.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start({ tls: true, publicHost: 'conference.test' });
});
afterEach(() => emulator.close());

/** Status of the answer to a client that trusts this certificate and looks for this name. */
const ask = (pem: string | undefined, servername?: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port: emulator.port,
        path: '/api/v4/server',
        ...(pem !== undefined && { ca: pem }),
        ...(servername !== undefined && { servername }),
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });

describe('the emulator over https', () => {
  it('presents a certificate for its names and addresses', async () => {
    expect(emulator.origin).toBe(`https://conference.test:${emulator.port}`);
    const pem = emulator.certificate?.pem;
    expect(emulator.certificate?.sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const name of [undefined, 'localhost', 'conference.test']) expect(await ask(pem, name)).toBe(200);
    await expect(ask(pem, 'other.test')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await expect(ask(undefined)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('presents another one when told to', async () => {
    const old = emulator.certificate;
    const renewed = await emulator.rotateCertificate();
    expect(renewed.sha256).not.toBe(old?.sha256);
    expect(emulator.certificate).toEqual(renewed);
    await expect(ask(old?.pem)).rejects.toThrow();
    expect(await ask(renewed.pem)).toBe(200);
  });

  it('presents one that is wrong on purpose', async () => {
    const expired = await emulator.rotateCertificate({
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2021-01-01'),
    });
    await expect(ask(expired.pem)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    const foreign = await emulator.rotateCertificate({ hosts: ['other.test'] });
    await expect(ask(foreign.pem)).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('has none over http', async () => {
    const plain = await start();
    expect(plain.certificate).toBeNull();
    await expect(plain.rotateCertificate()).rejects.toThrow('http');
    await plain.close();
    await plain.close();
  });

  it('does not start on a port that is taken', async () => {
    await expect(start({ port: emulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
