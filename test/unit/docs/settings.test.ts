/** The reference of the settings says what the schema says; written anew by `node scripts/settingsDocs.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policyJsonSchema, withTables } from '../../../scripts/settingsReference.ts';
import { policyFilePath } from '../../../src/main/settings/policy.ts';
import { readPolicy } from '../../../src/main/settings/policyDocument.ts';
import { policyRegistryKey } from '../../../src/main/settings/registryPolicy.ts';
import { policyKeys } from '../../../src/shared/settings.ts';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../../../docs', file), 'utf8');

test('the JSON schema of a policy', () => {
  expect(JSON.parse(read('policy.schema.json'))).toEqual(policyJsonSchema());
});

test.each([
  ['en', 'settings.md'],
  ['ru', 'settings.ru.md'],
] as const)('the page of all settings, %s', (language, file) => {
  const page = read(file);
  expect(page).toBe(withTables(page, language));
  for (const key of policyKeys) expect(page).toContain(`| \`${key}\` |`);
  expect(page).not.toMatch(/undefined|\{\{gap/);
  for (const platform of ['win32', 'darwin', 'linux'] as const)
    expect(page).toContain(`\`${policyFilePath(platform, '%ProgramData%')}\``);
  expect(page).toContain(policyRegistryKey);
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  const { problems, forced } = readPolicy(JSON.parse(example), { source: 'policy-file', place: file });
  expect([problems, forced.size]).toEqual([[], 2]);
});
