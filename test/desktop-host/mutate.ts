/** `npm run test:mutations`: every mutation in turn. `-- WORD`: those with it in their name. */
import { join } from 'node:path';
import { ensureBuilt } from '../../src/main/launch/build.ts';
import { mutations, tryMutation } from './mutations.ts';

const root = join(import.meta.dirname, '../..');
const [word = ''] = process.argv.slice(2);
if (ensureBuilt(root, () => console.error('Building …')) === 'failed') process.exit(1);
const chosen = mutations.filter(({ name }) => name.includes(word));
let noticed = 0;
for (const mutation of chosen) {
  const { outcome, output } = await tryMutation(mutation, join(root, 'out'));
  console.log(`${outcome}: ${mutation.name} (${mutation.scenario})`);
  if (outcome === 'noticed') noticed += 1;
  else console.log(output.trim());
}
console.log(`${noticed} of ${chosen.length} noticed`);
process.exitCode = noticed === chosen.length && noticed > 0 ? 0 : 1;
