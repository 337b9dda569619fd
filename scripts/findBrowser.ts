/** Finds the Chromium, Chrome or Edge that is installed; nothing is ever downloaded for the tests. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/** Chromium without a window, from the same build: what a page sees is the same, for a quarter of the work. */
const shell = 'chromium-headless-shell';
const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
const windowsFiles = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** `quick`: a browser without a window will do, and is preferred; `whole`: one as people use it. */
export type BrowserKind = 'quick' | 'whole';

/** Where browsers are installed on this system, in the order of preference. */
export function browserCandidates(
  platform: NodeJS.Platform,
  environment: Variables,
  kind: BrowserKind = 'quick',
): readonly string[] {
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => environment[name] ?? [],
    );
    return windowsFiles.flatMap((parts) => folders.map((folder) => join(folder, ...parts)));
  }
  if (platform === 'darwin') {
    const folders = [
      '/Applications',
      ...(environment['HOME'] ? [`${environment['HOME']}/Applications`] : []),
    ];
    return macApplications.flatMap((name) =>
      folders.map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = kind === 'quick' ? [shell, ...linuxNames] : linuxNames;
  return names.flatMap((name) => [...folders, '/usr/bin', '/snap/bin'].map((folder) => join(folder, name)));
}

/** Path of an installed browser; `VISIT_DESK_BROWSER` wins. `undefined`: none was found. */
export function findBrowser(
  kind: BrowserKind = 'quick',
  environment: Variables = process.env,
): string | undefined {
  const chosen = environment['VISIT_DESK_BROWSER'];
  const candidates = chosen ? [chosen] : browserCandidates(process.platform, environment, kind);
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
