/** Flags and file of the service: what they mean, and how they are refused. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig, type ServiceConfig } from '../../../../../src/main/service/config.ts';
import { exitCodeOf } from '../../../../../src/main/service/exitCodes.ts';
import { parseFlags, type Command } from '../../../../../src/main/service/flags.ts';
import { checkListeners, reachOf, staffOrigins } from '../../../../../src/main/service/listenerRules.ts';
import { temporaryFolder } from '../../../../fixtures/temporaryFolder.ts';

/** The configuration, or the problem. */
function load(...parameters: readonly string[]): ServiceConfig | string {
  const flags = parseFlags(parameters);
  if (!flags.ok) return flags.error.problem;
  const config = loadConfig(flags.value);
  return config.ok ? config.value : `${config.error.problem} ${JSON.stringify(config.error.values)}`;
}

function loaded(...parameters: readonly string[]): ServiceConfig {
  const config = load('--embedded', '--data-dir', '/data', ...parameters);
  if (typeof config === 'string') throw new Error(config);
  return config;
}

function file(document: unknown): string {
  const path = join(temporaryFolder(), 'service.json');
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return path;
}

describe('the command', () => {
  test.each<[readonly string[], Command | string]>([
    [[], { name: 'run' }],
    [['--help'], { name: 'help' }],
    [['backup', 'x.jsonl'], { name: 'backup', file: 'x.jsonl' }],
    [['--data-dir', 'd', 'restore', 'x.jsonl'], { name: 'restore', file: 'x.jsonl', takesOver: false }],
    [['restore', '--takes-over', 'x.jsonl'], { name: 'restore', file: 'x.jsonl', takesOver: true }],
    [['backup', '--takes-over', 'x.jsonl'], 'flag-unknown'],
    [['--takes-over'], 'flag-unknown'],
    [['--site', 'North'], 'flag-unknown'],
    [['backup', 'x.jsonl', '--site', 'North'], 'flag-unknown'],
    [['backup'], 'command-needs-file'],
    [['backup', 'a', 'b'], 'command-needs-file'],
    [['bakup', 'a'], 'command-unknown'],
    [['--embeded'], 'flag-unknown'],
    [['--no-metrics=1'], 'flag-unknown'],
    [['--data-dir'], 'flag-needs-value'],
    [['--data-dir', '--embedded'], 'flag-needs-value'],
    [['--public-port='], 'flag-needs-value'],
  ])('%j', (parameters, expected) => {
    const flags = parseFlags(parameters);
    expect(flags.ok ? flags.value.command : flags.error.problem).toEqual(expected);
  });
});

describe('the configuration', () => {
  test('a fresh machine: everything on this computer, the secrets in the folder', () => {
    expect(loaded()).toMatchObject({
      dataDir: resolve('/data'),
      secretsDir: resolve('/data/secrets'),
      public: { host: '127.0.0.1', port: 8765, address: '', basePath: '' },
      staff: { host: '127.0.0.1', port: 8766, address: '' },
      trustedProxies: [],
      metrics: true,
    });
  });

  test('flags win over the file, field by field', () => {
    const config = file({
      public: { port: 1111, basePath: '/video' },
      trustedProxies: ['10.0.0.1'],
      metrics: true,
    });
    expect(
      loaded(
        '--config',
        config,
        '--public-port',
        '0',
        '--trusted-proxy',
        '10.1.0.0/16',
        '--trusted-proxy',
        '::1',
        '--no-metrics',
      ),
    ).toMatchObject({
      public: { port: 0, basePath: '/video' },
      trustedProxies: ['10.1.0.0/16', '::1'],
      metrics: false,
    });
  });

  test.each([
    [['--staff-port', '99999'], '"staff.port","flag":"--staff-port"'],
    [['--staff-port', 'eighty'], '"staff.port","flag":"--staff-port"'],
    [['--staff-address', 'http://desk.clinic.example'], '"staff.address","flag":"--staff-address"'],
    [['--public-address', 'http://127.0.0.1'], '"public.address","flag":"--public-address"'],
    [['--public-address', 'https://clinic.example/video'], '"public.address"'],
    [['--base-path', 'video'], '"public.basePath","flag":"--base-path"'],
    [['--base-path', '/a/../b'], '"public.basePath"'],
    [['--public-host', 'clinic.example'], '"public.host","flag":"--public-host"'],
    [['--trusted-proxy', 'proxy'], '"trustedProxies.0","flag":"--trusted-proxy"'],
  ])('%j is refused by its field and flag', (parameters, expected) => {
    const refused = load('--embedded', '--data-dir', '/data', ...parameters);
    expect(refused).toContain('setting-invalid');
    expect(refused).toContain(expected);
  });

  test('of a file: not there, no JSON, a field too many, a provider half set up', () => {
    expect(load('--config', '/not/there')).toContain('config-unreadable');
    expect(load('--config', file('{'))).toContain('config-not-json');
    expect(load('--config', file('[]'))).toContain('config-not-json');
    expect(load('--config', file({ public: { prot: 1 } }))).toBe('setting-unknown {"field":"public.prot"}');
    expect(load('--config', file({ access: { local: 'nobody' } }))).toContain('access.local');
  });

  test('an embedded service names its folder', () => {
    expect(load('--embedded')).toContain('data-dir-missing');
  });

  test.each([
    ['flag-unknown', 2],
    ['data-dir-in-use', 3],
    ['secret-open', 4],
    ['keys-differ', 4],
    ['port-taken', 1],
    ['store-unusable', 1],
  ] as const)('%s ends with %i', (problem, code) => {
    expect(exitCodeOf(problem)).toBe(code);
  });
});

describe('where it may listen', () => {
  const address = (ip: string, family: 'IPv4' | 'IPv6' = 'IPv4') => ({
    ...{ address: ip, family, netmask: '', mac: '', internal: false, cidr: null },
    ...{ scopeid: 0 },
  });
  const lo = [address('127.0.0.1')];
  const container = { lo, eth0: [address('172.17.0.2'), address('fe80::1', 'IPv6')] };
  const server = { lo, eth0: [address('203.0.113.7')] };

  test.each([
    ['127.0.0.1', server, 'loopback'],
    ['192.168.1.2', server, 'private'],
    ['203.0.113.7', container, 'public'],
    ['0.0.0.0', container, 'private'],
    ['0.0.0.0', { lo }, 'loopback'],
    ['0.0.0.0', server, 'public'],
    ['::', { lo, eth0: [address('172.17.0.2'), address('2001:db8::1', 'IPv6')] }, 'public'],
  ])('%s is reached by %#', (host, interfaces, reach) => {
    expect(reachOf(host, interfaces)).toBe(reach);
  });

  const pair = (name: 'public' | 'staff') => [`--${name}-cert`, '/c.pem', `--${name}-key`, '/k.pem'];
  test.each<[readonly string[], string]>([
    [[], 'ok'],
    [['--public-host', '203.0.113.7'], 'public-needs-https'],
    [['--public-host', '203.0.113.7', ...pair('public')], 'ok'],
    [['--public-host', '0.0.0.0'], 'public-needs-https'],
    [['--public-host', '192.168.1.2'], 'ok'],
    [['--public-cert', '/c.pem'], 'certificate-half'],
    [['--staff-host', '192.168.1.2'], 'staff-needs-https'],
    [['--staff-host', '192.168.1.2', '--staff-address', 'https://desk.example'], 'ok'],
    [['--staff-host', '203.0.113.7', '--staff-address', 'https://desk.example'], 'staff-needs-https'],
    [['--staff-host', '203.0.113.7', ...pair('staff')], 'ok'],
  ])('%j: %s', (parameters, expected) => {
    const checked = checkListeners(loaded(...parameters), server);
    expect(checked.ok ? 'ok' : checked.error.problem).toBe(expected);
  });

  test.each<[readonly string[], readonly string[]]>([
    [[], ['http://127.0.0.1:8766', 'http://localhost:8766']],
    [
      ['--staff-address', 'https://desk.example'],
      ['https://desk.example', 'http://127.0.0.1:8766', 'http://localhost:8766'],
    ],
    [['--staff-host', '192.168.1.2', '--staff-address', 'https://desk.example'], ['https://desk.example']],
    [['--staff-host', '192.168.1.2', ...pair('staff')], ['https://192.168.1.2:8766']],
    [
      ['--staff-host', '::1'],
      ['http://[::1]:8766', 'http://localhost:8766'],
    ],
  ])('staff are served at %j', (parameters, origins) => {
    expect(staffOrigins(loaded(...parameters).staff, 8766)).toEqual(origins);
  });
});
