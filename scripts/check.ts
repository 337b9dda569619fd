/** `npm run check`: types, lint, boundaries, format. All of them run; the exit code is 1 when one of them failed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Each by its own entry file: the commands in node_modules/.bin are shell scripts on Windows. */
const checks: readonly (readonly [name: string, entry: string, parameters: readonly string[]])[] = [
  ['types', 'typescript/bin/tsc', ['-p', '.']],
  ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  [
    'boundaries',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['src', 'scripts', '--config', '.dependency-cruiser.cjs'],
  ],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
];

const failed = checks.filter(([name, entry, parameters]) => {
  console.log(`— ${name}`);
  const command = [join(root, 'node_modules', entry), ...parameters];
  return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status !== 0;
});

console.log(
  failed.length === 0
    ? 'types, lint, boundaries and format are in order'
    : `not in order: ${failed.map(([name]) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
