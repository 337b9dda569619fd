/** `--import-env` into settings and a vault; and both tools as processes of their own. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMemorySecretBox } from '../../../src/main/credentials/memorySecretBox.ts';
import { importHere, type ImportPlace } from '../../../src/main/launch/importHere.ts';
import { emptyEnvironment } from '../../../src/main/settings/environment.ts';
import { combine, emptyPolicy } from '../../../src/main/settings/policy.ts';
import { readPolicy } from '../../../src/main/settings/policyDocument.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { ScriptedVault } from '../../fixtures/scriptedVault.ts';
import { SettingsInMemory } from '../../fixtures/settingsDocument.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { selfSigned } from '../../fixtures/trueconf/certificates.ts';
import { startScriptedServer } from '../../fixtures/trueconf/scriptedServer.ts';
import { startVisitDesk } from './visitDesk.ts';

const secret = 'c4n4ry-secret';
const sample = (server: string, more = '') =>
  `SERVER=${server}\nCLIENT_ID=client-1\nCLIENT_SECRET=${secret}\nTRUECONF_ID=petrova\nPORT=3000\n${more}`;

/** Imports a file with this text; `again` the same file into the same places. */
function scene(text: string, part: Partial<ImportPlace> = {}) {
  const file = join(temporaryFolder(), '.env');
  writeFileSync(file, text);
  const store = new SettingsInMemory();
  const log = recordingLog();
  const run = async (language: 'en' | 'ru' = 'en') => {
    const said: string[] = [];
    const code = await importHere({
      ...{ file, store, secretBox: new ScriptedVault(), environment: emptyEnvironment, policy: emptyPolicy },
      ...{ log, language, write: (line: string) => void said.push(line.trim()) },
      ...part,
    });
    expect(said.join() + log.text() + JSON.stringify(store.document)).not.toContain(secret);
    return { code, said, file };
  };
  return { store, run };
}

describe('an import', () => {
  test('fills settings and vault, says what it took, and may be done again', async () => {
    const secretBox = new ScriptedVault();
    const text = sample('video.clinic.example', 'CONF_TOPIC_TEMPLATE=Meeting with {{name}}\n');
    const { store, run } = scene(text, { secretBox });
    const first = await run();
    expect(first).toMatchObject({ code: 0 });
    expect(first.said).toEqual([
      'SERVER: taken as https://video.clinic.example.',
      'CLIENT_ID: taken as client-1.',
      'TRUECONF_ID: taken as petrova.',
      'CONF_TOPIC_TEMPLATE: taken as Meeting with {{name}}.',
      'PORT: taken as 3000.',
      expect.stringContaining('stay in the history of TrueConf Server'),
      expect.stringMatching(/^CLIENT_SECRET: kept .* Delete it from .*\.env now\.$/),
    ]);
    const document = {
      version: 2,
      server: { address: 'https://video.clinic.example', clientId: 'client-1' },
      doctors: { list: [{ id: 'petrova', name: '' }] },
      visits: { topic: 'Meeting with {{name}}' },
      join: { port: 3000 },
    };
    expect(store.document).toEqual(document);
    expect(await secretBox.get('client-secret')).toBe(secret);
    const second = await run('ru');
    expect(second.said.filter((line) => line.endsWith('уже так и есть.'))).toHaveLength(5);
    expect([second.code, store.document]).toEqual([0, document]);
  });

  test('leaves what IT has locked, and says who gives it', async () => {
    const place = { source: 'policy-file', place: 'policy.json' } as const;
    const forced = { server: { address: 'https://it.example' }, join: { port: 9000 } };
    const { store, run } = scene(sample('video.clinic.example'), {
      policy: combine([readPolicy({ forced }, place)]),
      environment: { ...emptyEnvironment, owner: 'ivanov', clientSecret: 'given' },
    });
    const { code, said } = await run();
    expect(code).toBe(0);
    expect(said).toEqual([
      'SERVER: not taken, the policy file gives this value.',
      'TRUECONF_ID: not taken, the environment of this computer gives this value.',
      'PORT: not taken, the policy file gives this value.',
      'CLIENT_ID: taken as client-1.',
      'CLIENT_SECRET: not taken, the environment of this computer gives this value.',
    ]);
    expect(store.document).toEqual({ version: 2, server: { clientId: 'client-1' } });
  });

  test('refuses the secret where nothing keeps it, with the remedy', async () => {
    const { run } = scene(sample('video.clinic.example'), { secretBox: createMemorySecretBox() });
    const { code, said } = await run();
    expect(code).toBe(4);
    expect(said.at(-1)).toContain('name that in VISIT_DESK_CLIENT_SECRET_FILE');
  });

  test('of a file that gives nothing, or is not there, is refused', async () => {
    expect(await scene('FOO=1').run()).toMatchObject({
      code: 4,
      said: [expect.stringContaining('nothing to take')],
    });
    const { code, said } = await scene('', { file: '/nonexistent/.env' }).run();
    expect([code, said]).toEqual([
      4,
      ['The file /nonexistent/.env cannot be read. Check its path and its rights.'],
    ]);
  });

  test('ALLOW_SELF_SIGNED shows the certificate, asks, and trusts nothing', async () => {
    const server = await startScriptedServer(() => ({ status: 404, body: '' }), { tls: await selfSigned() });
    onTestFinished(() => server.close());
    const { store, run } = scene(sample(server.origin, 'ALLOW_SELF_SIGNED=true'));
    const { said } = await run();
    expect(said.at(-1)).toMatch(/CN=test server.*SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}\. Compare/);
    expect(store.document).toMatchObject({ server: { address: server.origin, clientId: 'client-1' } });
    expect(JSON.stringify(store.document)).not.toMatch(/trust|pin|sha256/);
    await server.close();
    const later = await run();
    expect(later.said.at(-1)).toContain('nothing is trusted by it');
  });
});

describe('as a process', () => {
  const patience = 20_000;
  const folders = () => {
    const base = temporaryFolder();
    mkdirSync(join(base, 'data'));
    return { data: join(base, 'data'), config: join(base, 'config'), base };
  };

  test(
    'the check names all that is missing and wrong, changes nothing, and passes after an import',
    { timeout: patience },
    async () => {
      const { data, config, base } = folders();
      const broken = '{"version":2,"visits":{"places":99},"clinic":{"nme":"x"}}';
      writeFileSync(join(data, 'config.json'), broken);
      const check = ['--check-config', '--data-dir', data];
      const first = startVisitDesk(check, config, { VISIT_DESK_OWNER: 'a b' });
      expect(await first.ended).toBe(1);
      for (const part of [
        'VISIT_DESK_OWNER',
        '“visits.places”',
        'from 2 to 36',
        '“clinic.nme”',
        'Client ID is missing',
      ])
        expect(first.stdout()).toContain(part);
      expect(first.stderr()).toBe('');
      expect(readFileSync(join(data, 'config.json'), 'utf8')).toBe(broken);
      writeFileSync(join(data, 'config.json'), '{}');
      writeFileSync(join(base, '.env'), sample('video.clinic.example'));
      const taken = startVisitDesk(['--web', '--import-env', join(base, '.env'), '--data-dir', data], config);
      expect(await taken.ended).toBe(0);
      expect(taken.stderr() + taken.stdout()).not.toContain(secret);
      const second = startVisitDesk(check, config);
      expect(await second.ended).toBe(0);
      expect(second.stdout()).toMatch(/^Nothing is wrong with the settings\. Looked at: .*config\.json, /);
    },
  );
});
