import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isNetwork,
  readNetworks,
  readPublicAddress,
} from '../../../src/renderer/features/settings/joinFields.ts';
import { isHttpsOrigin, joinSchema } from '../../../src/shared/settings.ts';

describe('the public address', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    ['visits.clinic.example', 'https://visits.clinic.example'],
    [' https://Visits.Clinic.Example:443/ ', 'https://visits.clinic.example'],
    ['https://visits.clinic.example:8443', 'https://visits.clinic.example:8443'],
    ['https://приём.рф', 'https://xn--h1aihe0g.xn--p1ai'],
  ])('"%s" is read as "%s"', (text, origin) => {
    const read = readPublicAddress(text);
    expect(read).toEqual({ ok: true, value: origin });
    expect(joinSchema.safeParse({ publicAddress: origin }).success).toBe(true);
  });

  it.each([
    ['http://visits.clinic.example', 'public-http'],
    ['ftp://visits.clinic.example', 'public-invalid'],
    ['https://visits.clinic.example/page', 'public-invalid'],
    ['https://visits.clinic.example/?a=1', 'public-invalid'],
    ['https://user@visits.clinic.example', 'public-invalid'],
    ['visits clinic', 'public-invalid'],
  ])('"%s" is refused: %s', (text, error) => {
    expect(readPublicAddress(text)).toEqual({ ok: false, error });
  });

  it('is an origin that the schema takes, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (text) => {
        const read = readPublicAddress(text);
        return !read.ok || read.value === '' || isHttpsOrigin(read.value);
      }),
    );
  });
});

describe('a trusted proxy', () => {
  const schemaTakes = (text: string) => joinSchema.safeParse({ trustedProxies: [text] }).success;

  it.each([
    ['10.0.4.2', true],
    ['10.0.4.0/24', true],
    ['0.0.0.0/0', true],
    ['fd00::1', true],
    ['fd00::/8', true],
    ['::ffff:10.0.4.2', true],
    ['::/128', true],
    ['10.0.4', false],
    ['10.0.4.256', false],
    ['10.0.4.02', false],
    ['10.0.4.0/33', false],
    ['10.0.4.0/', false],
    ['10.0.4.0/24/8', false],
    ['fd00::/129', false],
    ['fd00::1::2', false],
    ['proxy.clinic.example', false],
    ['::1]/x[', false],
  ])('"%s" is one: %s, as the schema says', (text, expected) => {
    expect(isNetwork(text)).toBe(expected);
    expect(schemaTakes(text)).toBe(expected);
  });

  it('is never one here that the schema refuses', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV4Extended(), fc.ipV6(), fc.string());
    const text = fc.oneof(
      address,
      fc.tuple(address, fc.integer({ min: -1, max: 140 })).map(([a, bits]) => `${a}/${bits}`),
    );
    fc.assert(fc.property(text, (each) => !isNetwork(each) || schemaTakes(each)));
  });

  it('stands on a line of its own, or after a comma', () => {
    expect(readNetworks('10.0.4.2\n fd00::/8,10.0.0.0/8;\n\n')).toEqual([
      '10.0.4.2',
      'fd00::/8',
      '10.0.0.0/8',
    ]);
    expect(readNetworks(' ')).toEqual([]);
  });
});
