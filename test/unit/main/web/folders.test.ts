import { expect, test } from 'vitest';
import { userFolders } from '../../../../src/main/web/folders.ts';
import { openerOf } from '../../../../src/main/web/openFile.ts';
import { reachable } from '../../../../src/main/system.ts';

test('Linux: the XDG folders, and their defaults', () => {
  expect(userFolders('linux', {}, '/home/a')).toEqual({
    data: '/home/a/.local/share/visit-desk-web',
    config: '/home/a/.config/visit-desk',
  });
  const given = { XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: '/config' };
  expect(userFolders('linux', given, '/home/a')).toEqual({
    data: '/data/visit-desk-web',
    config: '/config/visit-desk',
  });
});

test('a relative XDG folder is ignored, as the specification says', () => {
  expect(userFolders('linux', { XDG_CONFIG_HOME: 'config' }, '/home/a').config).toBe(
    '/home/a/.config/visit-desk',
  );
});

test('macOS and Windows have places of their own; keys are never beside the data', () => {
  const mac = userFolders('darwin', {}, '/Users/a');
  expect(mac.data).toBe('/Users/a/Library/Application Support/visit-desk-web');
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const { data, config } = userFolders(platform, {}, '/home/a');
    expect(config.startsWith(data)).toBe(false);
  }
});

test('no opener gets the address: only the path of the file', () => {
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const [command, parameters] = openerOf(platform, '/data/open.html');
    expect(command).not.toBe('');
    expect(parameters.at(-1)).toContain('/data/open.html');
    expect(parameters.join(' ')).not.toContain('http');
  }
});

test('of the network only addresses that others can reach are offered', () => {
  const base = { netmask: '', mac: '', cidr: null };
  const v4 = (address: string, internal = false) => ({ ...base, family: 'IPv4' as const, address, internal });
  expect(
    reachable({
      lo: [v4('127.0.0.1', true)],
      eth0: [
        { ...base, family: 'IPv6', address: 'fe80::1', internal: false, scopeid: 2 },
        v4('192.168.1.7'),
        v4('192.168.1.8'),
      ],
      wlan0: [v4('169.254.3.4')],
      gone: undefined,
    }),
  ).toMatchObject([{ name: 'eth0', address: '192.168.1.7' }]);
});
