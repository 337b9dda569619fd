/**
 * Faults put into the built app, one at a time: of each guard and each wire that the desktop stands on. Each must make its scenario
 * fail; a place that is not found in the build fails, too, so that none passes by not being there.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playScenario } from './run.ts';

interface Mutation {
  readonly name: string;
  /** Below `out`. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** The scenario that has to notice. */
  readonly scenario: string;
}

const main = 'main/index.js';
const preload = 'preload/index.cjs';
const page = 'renderer/index.html';

export const mutations: readonly Mutation[] = [
  // The preload and the page
  {
    name: 'preload path wrong',
    file: main,
    find: '"../preload/index.cjs"',
    put: '"../preload/index.js"',
    scenario: 'starts',
  },
  {
    name: 'preload as ES module',
    file: preload,
    find: 'require("electron")',
    put: 'await import("electron")',
    scenario: 'starts',
  },
  {
    name: 'preload needs a second file',
    file: preload,
    find: 'let electron = require("electron");',
    put: 'let electron = require("electron"); require("./chunk.cjs");',
    scenario: 'starts',
  },
  {
    name: 'preload needs Node',
    file: preload,
    find: 'let electron = require("electron");',
    put: 'let electron = require("electron"); require("fs");',
    scenario: 'starts',
  },
  {
    name: 'policy blocks the script',
    file: main,
    find: `"script-src 'self'"`,
    put: `"script-src 'none'"`,
    scenario: 'starts',
  },
  {
    name: 'policy lets any script in',
    file: main,
    find: `"script-src 'self'"`,
    put: `"script-src 'self' 'unsafe-inline'"`,
    scenario: 'guards',
  },
  {
    name: 'absolute asset path',
    file: page,
    find: 'src="./assets/',
    put: 'src="/x/assets/',
    scenario: 'starts',
  },
  // The channel
  {
    name: 'channel of another name',
    file: main,
    find: 'port.ipcMain.handle(channel,',
    put: 'port.ipcMain.handle(`x${channel}`,',
    scenario: 'starts',
  },
  {
    name: 'sender expected elsewhere',
    file: main,
    find: 'found.protocol === place.protocol',
    put: 'found.protocol === "file:"',
    scenario: 'starts',
  },
  {
    name: 'answer that cannot be cloned',
    file: main,
    find: 'return followed(channel, await dispatch(channel, input), parts);',
    put: 'return { ...(await followed(channel, await dispatch(channel, input), parts)), later: () => 1 };',
    scenario: 'starts',
  },
  // The scheme
  {
    name: 'scheme not secure',
    file: main,
    find: 'secure: true,\n\t\t\tsupportFetchAPI',
    put: 'secure: false,\n\t\t\tsupportFetchAPI',
    scenario: 'starts',
  },
  {
    name: 'scheme not standard',
    file: main,
    find: 'standard: true,\n',
    put: 'standard: false,\n',
    scenario: 'starts',
  },
  {
    name: 'scheme served by nobody',
    file: main,
    find: 'protocol.handle("app",',
    put: '((_name, _handler) => undefined)("app",',
    scenario: 'starts',
  },
  // Starting and ending
  {
    name: 'the entry waits for ready while it loads',
    file: main,
    find: 'app$1.whenReady().then(run).catch(breakOff)',
    put: 'await app$1.whenReady().then(run).catch(breakOff)',
    scenario: 'starts',
  },
  {
    name: 'never ends',
    file: main,
    find: 'app.on("will-quit", (event) => {',
    put: 'app.on("will-quit", (event) => { event.preventDefault(); return;',
    scenario: 'starts',
  },
  {
    name: 'closes without asking',
    file: main,
    find: 'contents.on("will-prevent-unload", (event) => {',
    put: 'contents.on("will-prevent-unload", (event) => { event.preventDefault(); return;',
    scenario: 'closing',
  },
  // Guests
  { name: 'no webviews', file: main, find: 'webviewTag: true', put: 'webviewTag: false', scenario: 'visit' },
  {
    name: 'any webview attaches',
    file: main,
    find: 'if (!decided) {\n\t\t\tevent.preventDefault();\n',
    put: 'if (!decided) {\n',
    scenario: 'guards',
  },
  {
    name: 'the guest of another call attaches',
    file: main,
    find: 'request.partition !== call.partition',
    put: 'request.partition === call.partition',
    scenario: 'visit',
  },
  {
    name: 'navigation unguarded',
    file: main,
    find: 'if (!isAllowed(navigation, isRedirect)) navigation.preventDefault();',
    put: '',
    scenario: 'guards',
  },
  {
    name: 'windows open',
    file: main,
    find: 'return { action: "deny" };',
    put: 'return { action: "allow" };',
    scenario: 'guards',
  },
  {
    name: 'permissions on the wrong session',
    file: main,
    find: 'session.setPermissionRequestHandler((contents, permission, callback, details) => {',
    put: 'session.setPermissionRequestHandler((contents, permission, callback, details) => { callback(false); return;',
    scenario: 'visit',
  },
  {
    name: 'any certificate is accepted',
    file: main,
    find: 'callback(mayTrust(question) ? accepted : rejected)',
    put: 'callback(accepted)',
    scenario: 'certificate',
  },
  {
    name: 'no certificate is accepted',
    file: main,
    find: 'callback(mayTrust(question) ? accepted : rejected)',
    put: 'callback(rejected)',
    scenario: 'visit',
  },
  {
    name: 'session of another name',
    file: main,
    find: 'port.session.fromPartition(next.partition)',
    put: 'port.session.fromPartition(`${next.partition}x`)',
    scenario: 'visit',
  },
];

export type Outcome = 'noticed' | 'NOT NOTICED' | 'NOT FOUND';

/** @param out Folder of the built app; it is copied and stays as it is. */
export async function tryMutation(
  { file, find, put, scenario }: Mutation,
  out: string,
): Promise<{ readonly outcome: Outcome; readonly output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'mutated-'));
  try {
    const copy = join(folder, 'out');
    await cp(out, copy, { recursive: true });
    // Beside `out` the app looks for what is shipped as it is.
    await cp(join(out, '../resources'), join(folder, 'resources'), { recursive: true });
    const path = join(copy, file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(find)) return { outcome: 'NOT FOUND', output: `${file}: ${find}` };
    await writeFile(
      path,
      text.replace(find, () => put),
    );
    const { passed, output } = await playScenario(scenario, copy);
    return { outcome: passed ? 'NOT NOTICED' : 'noticed', output };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
