/** What phones will say of the page's certificate, as a handshake in memory shows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPfx } from '../../../src/main/keyMaterial.ts';
import { checkPageCertificate, type PageCheckInput } from '../../../src/main/join/pageCheck.ts';
import { authority, selfSigned, type Authority } from '../../fixtures/trueconf/certificates.ts';

let known: Authority;
let clinics: Authority;
let middle: Authority;
beforeAll(async () => {
  known = await authority({ to: 200 });
  clinics = await authority({ name: 'CN=clinic authority', to: 200 });
  middle = await known.under({ to: 200 });
});

const hosts = ['visit.clinic.example', '10.0.4.17'];
const good = { hosts, to: 90 };

async function problemsOf(pair: PageCheckInput['pair'], host: string | null = 'visit.clinic.example') {
  const { problems } = await checkPageCertificate({
    pair,
    host,
    now: Date.now(),
    known: () => [clinics.cert],
    publicRoots: [known.cert],
  });
  return problems.map((one) => one.problem);
}

describe('a certificate of the page', () => {
  test.each<[string, () => PageCheckInput['pair'] | Promise<PageCheckInput['pair']>, readonly string[]]>([
    ['of an authority that phones know', () => known.issue(good), []],
    [
      'with what stands in between',
      async () => {
        const { cert, key } = await middle.issue(good);
        return { cert: `${cert}\n${middle.cert}`, key };
      },
      [],
    ],
    ['without it', () => middle.issue(good), ['chain-incomplete']],
    ['of the clinic’s own authority', () => clinics.issue(good), ['private-authority']],
    [
      'of an authority that nobody knows, which is in the file',
      async () => {
        const other = await authority({ name: 'CN=nobody’s authority', to: 200 });
        const { cert, key } = await other.issue(good);
        return { cert: `${cert}\n${other.cert}`, key };
      },
      ['private-authority'],
    ],
    ['self-signed', () => selfSigned(good), ['self-signed']],
    ['out of date', () => known.issue({ hosts, from: -9, to: -1 }), ['expired']],
    ['not valid yet', () => known.issue({ hosts, from: 2, to: 90 }), ['not-yet-valid']],
    ['that ends soon', () => known.issue({ hosts, to: 20 }), ['ends-soon']],
    ['for another name', () => known.issue({ hosts: ['other.test'], to: 90 }), ['other-name']],
    [
      'with everything',
      () => selfSigned({ hosts: ['other.test'], from: -9, to: -1 }),
      ['expired', 'other-name', 'self-signed'],
    ],
  ])('%s', async (_name, make, expected) => {
    expect(await problemsOf(await make())).toEqual(expected);
  });

  test('covers the address of the interface, or does not', async () => {
    const pair = await known.issue(good);
    expect(await problemsOf(pair, '10.0.4.17')).toEqual([]);
    expect(await problemsOf(pair, '10.0.4.18')).toEqual(['other-name']);
    expect(await problemsOf(pair, null)).toEqual([]);
  });

  test('of a PFX', async () => {
    const pfx = readFileSync(join(import.meta.dirname, '../../fixtures/pfx/page.pfx'));
    const opened = openPfx(pfx, 'Pfx-Canary 7');
    if (!opened.ok) throw new Error(opened.error);
    expect(await problemsOf(opened.value.pair, 'localhost')).toEqual(['self-signed']);
  });
});
