import { beforeAll, describe, expect, test } from 'vitest';
import { readAuthorities } from '../../../../src/main/security/authorities.ts';
import { authority, selfSigned, type Authority } from '../../../fixtures/trueconf/certificates.ts';

let root: Authority;
let former: Authority;
let leaf: string;
beforeAll(async () => {
  root = await authority();
  former = await authority({ name: 'CN=former authority, O=Clinic', from: -90, to: -1 });
  leaf = (await root.issue()).cert;
});

describe('what a CA file holds', () => {
  test.each<[string, () => string | Promise<string>, object]>([
    ['one authority', () => root.cert, { ok: true, value: { length: 1 } }],
    [
      'one in the middle as well',
      async () => `${(await root.under()).cert}\n${root.cert}`,
      { ok: true, value: { length: 2 } },
    ],
    [
      'text around it, and the line ends of Windows',
      () => `# clinic\n${root.cert}\n`.replaceAll('\n', '\r\n'),
      { ok: true, value: { length: 1 } },
    ],
    [
      'a former one beside it: the one that counts is left',
      () => former.cert + root.cert,
      { ok: true, value: { length: 1 } },
    ],
    [
      'a former one alone',
      () => former.cert,
      { ok: false, error: { problem: 'expired', name: 'former authority' } },
    ],
    ['nothing', () => '', { ok: false, error: { problem: 'not-pem' } }],
    ['a key', () => root.key, { ok: false, error: { problem: 'not-pem' } }],
    [
      'PEM of nonsense',
      () => '-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----',
      { ok: false, error: { problem: 'not-pem' } },
    ],
    [
      'a certificate of a server',
      () => leaf,
      { ok: false, error: { problem: 'not-authority', name: 'test server' } },
    ],
    [
      'one of a server among them',
      () => root.cert + leaf,
      { ok: false, error: { problem: 'not-authority' } },
    ],
    [
      'a server’s own',
      async () => (await selfSigned()).cert,
      { ok: false, error: { problem: 'not-authority' } },
    ],
  ])('%s', async (_name, text, expected) => {
    expect(readAuthorities(await text(), Date.now())).toMatchObject(expected);
  });
});
