/** Writes `docs/policy.schema.json` and the tables of `docs/settings.md` and `docs/settings.ru.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { policyJsonSchema, withTables } from './settingsReference.ts';

const docs = join(import.meta.dirname, '../docs');
const schemaPath = join(docs, 'policy.schema.json');
const style = await resolveConfig(schemaPath);
writeFileSync(schemaPath, await format(JSON.stringify(policyJsonSchema()), { ...style, parser: 'json' }));
for (const [language, file] of [
  ['en', 'settings.md'],
  ['ru', 'settings.ru.md'],
] as const) {
  const path = join(docs, file);
  writeFileSync(path, withTables(readFileSync(path, 'utf8'), language));
}
