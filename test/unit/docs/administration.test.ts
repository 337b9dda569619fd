/** The administrator's manual names what exists: keys, flags, variables, places, packages, commands, and the screens by their own words. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configuration } from '../../../electron-builder.config.ts';
import { parseFlags } from '../../../src/main/launch/flags.ts';
import { readSampleEnv } from '../../../src/main/launch/sampleEnv.ts';
import { hopsOfEnvironment } from '../../../src/main/proxy/environment.ts';
import { policyFilePath } from '../../../src/main/settings/policy.ts';
import { readPolicy } from '../../../src/main/settings/policyDocument.ts';
import { policyRegistryKey } from '../../../src/main/settings/registryPolicy.ts';
import { takeEnvironment } from '../../../src/main/settings/environment.ts';
import { userFolders } from '../../../src/main/web/folders.ts';
import { endLevel } from '../../../src/shared/certificateEnd.ts';
import { fill, messages } from '../../../src/shared/i18n/messages.ts';
import { defaultSettings, lockableKeys, sectionSchemas } from '../../../src/shared/settings.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const languages = [
  { language: 'en', file: 'administration.md' },
  { language: 'ru', file: 'administration.ru.md' },
] as const;
const manuals = { en: read('docs/administration.md'), ru: read('docs/administration.ru.md') };

/** The dictionary writes another apostrophe. */
const plain = (text: string): string => text.replaceAll('’', "'");
const withoutBlocks = (text: string): string => text.replace(/```.*?```/gs, '');
const spans = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const sections = (text: string): readonly string[] => withoutBlocks(text).split(/^(?=#+ )/m);
const named = (text: string, what: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(what)].map(([, one = '']) => one)),
];

test('both languages have the same sections, and in each the same keys, commands and places', () => {
  const shape = (text: string) =>
    sections(text).map((section) => [/^#+/.exec(section)?.[0] ?? '', [...spans(section)].sort()]);
  expect(shape(manuals.ru)).toEqual(shape(manuals.en));
});

test.each(languages)('what stands in bold stands on the screens, $language', ({ language }) => {
  const words = new Set(Object.values(messages[language]).flatMap((area) => Object.values(area).map(plain)));
  const bold = named(manuals[language], /\*\*(.+?)\*\*/g);
  expect(bold.length).toBeGreaterThan(30);
  expect(bold.filter((word) => word !== 'API → OAuth2' && !words.has(plain(word)))).toEqual([]);
});

test.each(languages)(
  'the links lead somewhere, and the README leads here, $language',
  ({ language, file }) => {
    for (const target of named(manuals[language], /\]\(([^)#]+)\)/g))
      expect(existsSync(join(root, 'docs', target)), target).toBe(true);
    expect(read(language === 'en' ? 'README.md' : 'README.ru.md')).toContain(`(docs/${file})`);
  },
);

test.each(languages)('settings, policy and places, $language', ({ language }) => {
  const manual = manuals[language];
  const isKey = (code: string) => Object.keys(sectionSchemas).some((name) => code.startsWith(`${name}.`));
  const keys = spans(manual).filter((code) => /^\w+\.\w+$/.test(code) && isKey(code));
  expect(keys.length).toBeGreaterThan(10);
  for (const key of keys) expect(lockableKeys).toContain(key);
  const [, example = ''] = /```json\n(.*?)```/s.exec(manual) ?? [];
  const policy = readPolicy(JSON.parse(example), { source: 'policy-file', place: 'policy.json' });
  expect([policy.problems, policy.forced.size, policy.defaults.size]).toEqual([[], 6, 3]);
  for (const platform of ['win32', 'darwin', 'linux'] as const)
    expect(spans(manual)).toContain(policyFilePath(platform, '%ProgramData%'));
  expect(spans(manual)).toContain(policyRegistryKey);
  for (const [platform, home, named_] of [
    ['darwin', '/home', '~/Library/Application Support/visit-desk-web'],
    ['linux', '/home', '~/.local/share/visit-desk-web'],
  ] as const) {
    expect(userFolders(platform, {}, home).data).toBe(named_.replace('~', home));
    expect(spans(manual)).toContain(named_);
  }
});

test('flags, variables and the sample’s names are taken', () => {
  const all = manuals.en;
  for (const flag of ['--check-config', '--import-env', '--data-dir']) {
    expect(spans(all).some((code) => code.includes(flag))).toBe(true);
    expect(parseFlags(flag === '--check-config' ? [flag] : [flag, 'x']).ok).toBe(true);
  }
  const ours = named(all, /(VISIT_DESK_\w+)/g);
  expect(ours).toHaveLength(7);
  for (const name of ours) {
    // Each is read: a value that cannot be one is refused, or it is given back.
    const taken = takeEnvironment({ [name]: 'x y' });
    const given = taken.ok ? Object.values(taken.value).filter((value) => value !== undefined) : taken.error;
    expect(given, name).toHaveLength(1);
  }
  for (const name of named(all, /`(\w+_PROXY)`/g)) {
    const proxied = { HTTPS_PROXY: 'http://p:1', ...(name === 'NO_PROXY' ? { NO_PROXY: 'a.example' } : {}) };
    const variables = name === 'NO_PROXY' ? proxied : { [name]: 'http://p:1' };
    const hops = hopsOfEnvironment('https://a.example/', variables);
    expect(hops?.[0]?.kind === 'direct', name).toBe(name === 'NO_PROXY');
  }
  const { env } = readSampleEnv(
    'SERVER=a.example\nCLIENT_ID=1\nCLIENT_SECRET=2\nCONF_OWNER_TRUECONF_ID=p\nTRUECONF_ID=p\nCONF_TOPIC_TEMPLATE=t\nPORT=9000\nALLOW_SELF_SIGNED=true',
  );
  expect(Object.keys(env)).toHaveLength(7);
  for (const name of [
    'CONF_OWNER_TRUECONF_ID',
    'TRUECONF_ID',
    'CONF_TOPIC_TEMPLATE',
    'ALLOW_SELF_SIGNED=true',
  ])
    expect(spans(all)).toContain(name);
});

test('the packages and the switches of their installers', () => {
  const { win, linux, mac } = configuration;
  const targets = [win?.target, linux?.target, mac?.target]
    .flat()
    .map((target) => (typeof target === 'object' && target !== null ? target.target : target));
  for (const [target, extension] of Object.entries({
    nsis: '.exe',
    msi: '.msi',
    deb: '.deb',
    rpm: '.rpm',
    AppImage: '.AppImage',
    dmg: '.dmg',
    zip: '.zip',
  })) {
    expect(targets).toContain(target);
    expect(spans(manuals.en).some((code) => code.endsWith(extension) || code.includes(`${extension} `))).toBe(
      true,
    );
  }
  expect(spans(manuals.en)).toContain('/allusers /SINGLEPC=1');
  const installer = read('resources/package/installer.nsh');
  expect(installer).toContain('"/SINGLEPC="');
  expect(installer).toContain('$installMode == "all"');
  expect(read('node_modules/app-builder-lib/templates/nsis/assistedInstaller.nsh')).toContain('/allusers');
  expect(configuration.msi).toMatchObject({ perMachine: true });
});

test.each(languages)('ports, days and the firewall as the program has them, $language', ({ language }) => {
  const { port } = defaultSettings.join;
  expect(spans(manuals[language]).join('\n')).toContain(`${port}/tcp`);
  const { reach } = messages[language];
  const windows = fill(reach['firewall-windows'], { port });
  const linux = fill(reach['firewall-linux'], { port });
  const table = sections(manuals[language]).find(
    (section) => section.includes('| macOS | ') && section.includes('ufw'),
  );
  const commands = spans(table ?? '').filter(
    (code) => code.includes(String(port)) || code.includes('--reload'),
  );
  expect(commands).toHaveLength(4);
  for (const command of commands) expect(`${windows}\n${linux}`).toContain(command);
  const dayMs = 86_400_000;
  const days = [...Array(60).keys()].filter(
    (day) => endLevel(day * dayMs, 0) !== endLevel((day + 1) * dayMs, 0),
  );
  expect(days.filter((day) => day > 0)).toEqual([7, 14, 30]);
  expect(manuals[language]).toMatch(/30, 14 (?:and|и) 7/);
});
