import { expect, it } from 'vitest';
import { packageOf } from '../../../../scripts/package/bundled.ts';

it.each([
  ['/home/a/desk/src/main/index.ts', undefined],
  ['\0rolldown/runtime.js', undefined],
  ['/home/a/desk/node_modules/undici/lib/api.js', 'node_modules/undici'],
  ['/home/a/desk/node_modules/@fastify/helmet/index.js', 'node_modules/@fastify/helmet'],
  ['/home/a/desk/node_modules/conf/node_modules/ajv/dist/ajv.js?x', 'node_modules/conf/node_modules/ajv'],
  ['C:\\desk\\node_modules\\react\\index.js', 'node_modules/react'],
])('the package of %j', (id, folder) => {
  expect(packageOf(id)).toBe(folder);
});
