/** `npm run test:desktop`: every scenario on the host, one after the other. `-- NAME`: one of them. */
import { join } from 'node:path';
import { ensureBuilt } from '../../src/main/launch/build.ts';
import { playScenario } from './run.ts';
import { scenarios } from './scenarios.ts';

const root = join(import.meta.dirname, '../..');
const [only] = process.argv.slice(2);
const chosen = scenarios.filter(({ name }) => only === undefined || name === only);
if (ensureBuilt(root, () => console.error('Building …')) === 'failed') process.exit(1);
let failed = chosen.length === 0 ? 1 : 0;
for (const { name } of chosen) {
  const { passed, output } = await playScenario(name, join(root, 'out'));
  console.log(`${passed ? 'passed' : 'FAILED'} ${name}`);
  console.log(output.trim());
  if (!passed) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
