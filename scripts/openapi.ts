/** Writes `docs/openapi.json`: what the portal's API is, made of its routes and schemas. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { openApiDocument } from '../src/main/service/portal/openapi.ts';

const path = join(import.meta.dirname, '../docs/openapi.json');
writeFileSync(path, await format(JSON.stringify(openApiDocument()), { parser: 'json' }));
