/**
 * One scenario in a process of its own: the app as built, untouched, with the host in place of Electron.
 * Parameters: name of the scenario, folder of the built app (`out`), folder of the app's data.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [name = '', out = '', dataDir = ''] = process.argv.slice(2);
process.env['STAND_IN_USER_DATA'] = dataDir;
const electron = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: electron, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

const { scenarios } = await import('./scenarios.ts');
const { closeBrowser, openBrowser, windows, guests } = await import('./host.ts');
const { becomeReady } = await import('../fixtures/desktop/electronStandIn.ts');
const { hostDriver, recordedOnly } = await import('./hostDriver.ts');

const scenario = scenarios.find((each) => each.name === name);
if (!scenario) throw new Error(`no scenario ${name}`);

async function play({ prepare, play: run }: NonNullable<typeof scenario>): Promise<void> {
  await prepare?.(dataDir);
  await openBrowser();
  process.argv = [process.execPath, '.', '--join-port', '0'];
  // An entry that waits for `ready` while it loads waits for ever, as in Electron.
  await import(pathToFileURL(join(out, 'main/index.js')).href);
  becomeReady();
  await run(hostDriver, dataDir);
}

try {
  await play(scenario);
  console.log(`only recorded: ${recordedOnly().join(', ') || 'nothing'}`);
  process.exitCode = 0;
} catch (error) {
  console.error(error);
  for (const { webContents } of windows) console.error(...webContents.complaints);
  for (const { complaints } of guests) console.error(...complaints);
  process.exitCode = 1;
} finally {
  await closeBrowser();
  process.exit();
}
