/** The page's chain, which Chromium cannot judge by a CA file. On real TLS servers: `trueconf/caFile.test.ts`. */
import { X509Certificate } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { chainTo, type ChainQuestion } from '../../../../src/main/security/chain.ts';
import {
  authority,
  selfSigned,
  type Authority,
  type TestCertificate,
} from '../../../fixtures/trueconf/certificates.ts';

const dayMs = 86_400_000;
const read = ({ cert }: TestCertificate): X509Certificate => new X509Certificate(cert);
const purpose = { servers: '1.3.6.1.5.5.7.3.1', clients: '1.3.6.1.5.5.7.3.2' };

let root: Authority;
let middle: Authority;
let question: ChainQuestion;
beforeAll(async () => {
  root = await authority();
  middle = await root.under({ to: 10 });
  question = {
    leaf: read(await middle.issue()),
    sent: [read(middle)],
    authorities: [read(root)],
    host: 'localhost',
  };
});

type Change = () => Partial<ChainQuestion> | Promise<Partial<ChainQuestion>>;

test.each<[string, Change]>([
  ['through the middle', () => ({})],
  ['by its address', () => ({ host: '127.0.0.1' })],
  ['the middle in the file instead', () => ({ sent: [], authorities: [read(middle)] })],
  ['both in the file', () => ({ sent: [], authorities: [read(root), read(middle)] })],
  ['straight', async () => ({ leaf: read(await root.issue()), sent: [] })],
  [
    'through two',
    async () => {
      const lower = await middle.under();
      return { leaf: read(await lower.issue()), sent: [read(middle), read(lower)] };
    },
  ],
  [
    'for servers',
    async () => ({ leaf: read(await middle.issue({ purposes: [purpose.clients, purpose.servers] })) }),
  ],
])('%s: it leads there', async (_name, change) => {
  expect(chainTo({ ...question, ...(await change()) })).toBeDefined();
});

test.each<[string, Change]>([
  ['the middle is missing', () => ({ sent: [] })],
  ['another authority', async () => ({ authorities: [read(await authority())] })],
  ['no authority', () => ({ authorities: [] })],
  ['a name that it was not made for', () => ({ host: 'other.test' })],
  [
    'an address that it was not made for',
    async () => ({ host: '127.0.0.1', leaf: read(await middle.issue({ hosts: ['localhost'] })) }),
  ],
  ['for clients only', async () => ({ leaf: read(await middle.issue({ purposes: [purpose.clients] })) })],
  ['self-signed', async () => ({ leaf: read(await selfSigned()) })],
  [
    'one of the same name with another key',
    async () => ({ sent: [read(await authority({ name: 'CN=test authority in the middle' }))] }),
  ],
])('%s: it does not', async (_name, change) => {
  expect(chainTo({ ...question, ...(await change()) })).toBeUndefined();
});

test('its dates are those within which all of the chain is valid', () => {
  const dates = chainTo(question);
  expect(dates?.validTo).toBe(Date.parse(read(middle).validTo));
  expect((dates?.validTo ?? 0) - Date.now()).toBeLessThan(11 * dayMs);
});
