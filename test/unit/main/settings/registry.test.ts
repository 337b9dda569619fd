import { describe, expect, test } from 'vitest';
import { parseRegistryExport } from '../../../../src/main/settings/registryExport.ts';
import { readRegistryPolicy, registryLayer } from '../../../../src/main/settings/registryPolicy.ts';
import { systemRootOf } from '../../../../src/main/settings/windowsRegistry.ts';

const root = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Visit Desk';
const utf16 = (text: string) =>
  [...Buffer.from(text, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0'));

/** As reg.exe writes it: a list of bytes is broken after eighty columns. */
const hex = (kind: string, text: string) => {
  const bytes = utf16(text);
  const lines = Array.from({ length: Math.ceil(bytes.length / 20) }, (_, line) =>
    bytes.slice(line * 20, line * 20 + 20).join(','),
  );
  return `${kind}:${lines.join(',\\\r\n  ')}`;
};

const exported = (forced: readonly string[], defaults: readonly string[] = [], top: readonly string[] = []) =>
  [
    '\uFEFFWindows Registry Editor Version 5.00',
    '',
    `[${root}]`,
    ...top,
    '',
    `[${root}\\Defaults]`,
    ...defaults,
    '',
    `[${root}\\Forced]`,
    ...forced,
    '',
    '',
  ].join('\r\n');

describe('an export', () => {
  test.each([
    ['a text', '"clinic.name"="Городская поликлиника"', 'Городская поликлиника'],
    ['quotes and backslashes', String.raw`"join.keyFile"="C:\\Keys\\\"my\".pem"`, 'C:\\Keys\\"my".pem'],
    ['a text of several lines', '"messages.ru"="one\r\ntwo=\r\n[three]"', 'one\r\ntwo=\r\n[three]'],
    ['a number', '"visits.places"=dword:0000000a', 10],
    [
      'a list',
      `"join.trustedProxies"=${hex('hex(7)', '10.0.0.0/8\0fd00::/8\0\0')}`,
      ['10.0.0.0/8', 'fd00::/8'],
    ],
    ['a text with variables in it', `"join.keyFile"=${hex('hex(2)', 'C:\\Keys\0')}`, 'C:\\Keys'],
    ['a kind that no setting has', '"x.y"=hex(b):01,00', null],
  ])('gives %s', (_, line, data) => {
    const [value] = parseRegistryExport(exported([line]));
    expect(value).toMatchObject({ path: `${root}\\Forced`, data });
  });

  test('leaves out what has no name, and is refused when it is none', () => {
    expect(parseRegistryExport(exported(['@="a"', '"a.b"="c"', '@=dword:00000001']))).toHaveLength(1);
    expect(() => parseRegistryExport('ERROR: The system was unable to find the specified key.')).toThrow();
    expect(() => parseRegistryExport('')).toThrow();
  });
});

describe('as a policy', () => {
  test('each field takes what the registry has for it', () => {
    const { forced, defaults, problems } = registryLayer(
      exported(
        [
          '"visits.places"=dword:00000005',
          '"visits.linkLifeHours"="48"',
          '"visits.guestSeats"=""',
          '"clinic.showDoctor"=dword:00000000',
          '"messages.sms"="true"',
          '"app.language"="ru"',
          '"join.interface"=""',
          `"join.trustedProxies"=${hex('hex(7)', '10.0.0.0/8\0\0')}`,
          String.raw`"doctors.list"="[{\"id\":\"petrova\",\"name\":\"Петрова\"}]"`,
          String.raw`"server.proxy"="{\"mode\":\"none\"}"`,
        ],
        ['"server.address"="video.clinic.example"'],
      ),
    );
    expect(problems).toEqual([]);
    expect(Object.fromEntries(forced)).toEqual({
      'visits.places': 5,
      'visits.linkLifeHours': 48,
      'visits.guestSeats': null,
      'clinic.showDoctor': false,
      'messages.sms': true,
      'app.language': 'ru',
      'join.interface': null,
      'join.trustedProxies': ['10.0.0.0/8'],
      'doctors.list': [{ id: 'petrova', name: 'Петрова' }],
      'server.proxy': { mode: 'none', address: '', user: '' },
    });
    expect(Object.fromEntries(defaults)).toEqual({ 'server.address': 'https://video.clinic.example' });
  });

  test('what is wrong is named by its key, and a forced field stays locked', () => {
    const { locks, problems, forced } = registryLayer(
      exported(
        [
          '"visits.places"=dword:00000063',
          '"doctors.list"="[{"',
          '"server.clientSecret"="c4n4ry"',
          '"places"=""',
        ],
        [],
        ['"visits.topic"="not in Forced"'],
      ),
    );
    expect(problems.map(({ key, problem }) => [key, problem])).toEqual([
      ['visits.topic', 'unknown-key'],
      ['forced.places', 'unknown-key'],
      ['forced.visits.places', 'wrong-value'],
      ['forced.doctors.list', 'wrong-value'],
      ['forced.server.clientSecret', 'secret'],
    ]);
    expect(JSON.stringify(problems)).not.toContain('c4n4ry');
    expect(locks.map(({ key }) => key).sort()).toEqual(['doctors.list', 'visits.places']);
    expect(forced.size).toBe(0);
  });

  const yes = async () => true;
  test.each([
    [
      'there is none',
      { hasPolicy: async () => false, exportPolicy: () => Promise.reject(new Error()) },
      [],
      false,
    ],
    [
      'nobody can tell',
      { hasPolicy: () => Promise.reject(new Error()), exportPolicy: async () => '' },
      ['registry-unknown'],
      false,
    ],
    [
      'it may not be read',
      { hasPolicy: yes, exportPolicy: () => Promise.reject(new Error()) },
      ['registry-unreadable'],
      true,
    ],
    [
      'it is no export',
      { hasPolicy: yes, exportPolicy: async () => 'ОШИБКА' },
      ['registry-unreadable'],
      true,
    ],
    ['it is empty', { hasPolicy: yes, exportPolicy: async () => exported([]) }, [], false],
  ])('%s', async (_, registry, wanted, locked) => {
    const { problems, locks } = await readRegistryPolicy(registry);
    expect(problems.map(({ problem }) => problem)).toEqual(wanted);
    expect(locks.length > 0).toBe(locked);
  });
});

test.each([
  [undefined, 'C:\\Windows'],
  ['D:\\WinNT', 'D:\\WinNT'],
  ['\\\\evil\\share', 'C:\\Windows'],
  ['..\\evil', 'C:\\Windows'],
  ['C:\\Win"dows', 'C:\\Windows'],
])('the folder of Windows, given as %s, is %s', (given, expected) => {
  expect(systemRootOf(given, (root) => root === given)).toBe(expected);
});

test('the variable counts only where Windows is not in its usual folder', () => {
  expect(systemRootOf('C:\\Users\\me\\evil', () => true)).toBe('C:\\Windows');
  expect(systemRootOf('D:\\Windows', () => false)).toBe('C:\\Windows');
});

test('a name that is a part of every object is an unknown one, and touches none of them', () => {
  const layer = registryLayer(exported(['"__proto__.places"=dword:00000001']));
  expect(layer.problems).toMatchObject([{ key: 'forced.__proto__.places', problem: 'unknown-key' }]);
  expect(Reflect.get({}, 'places')).toBeUndefined();
});
