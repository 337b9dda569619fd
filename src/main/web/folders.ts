/** Where a program keeps its things on each system. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const folderName = 'visit-desk';
/** Not Electron's folder: two shells with two vaults must not share a store. */
const webFolderName = 'visit-desk-web';

export interface Folders {
  /** Visits, settings and logs of the web shell, unless `--data-dir` says otherwise. */
  readonly data: string;
  /** Keys: apart from the data, so that a copy of the data holds no keys. */
  readonly config: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** As the XDG Base Directory Specification, Apple's File System Programming Guide and Windows' known folders say. */
export function userFolders(
  platform: NodeJS.Platform,
  environment: Variables,
  home: string = homedir(),
): Folders {
  const given = (name: string, otherwise: string): string => {
    const path = environment[name];
    return path !== undefined && isAbsolute(path) ? path : otherwise;
  };
  if (platform === 'win32') {
    return {
      data: join(given('LOCALAPPDATA', join(home, 'AppData', 'Local')), webFolderName),
      config: join(given('APPDATA', join(home, 'AppData', 'Roaming')), folderName),
    };
  }
  if (platform === 'darwin') {
    const library = join(home, 'Library');
    return {
      data: join(library, 'Application Support', webFolderName),
      config: join(library, 'Preferences', folderName),
    };
  }
  return {
    data: join(given('XDG_DATA_HOME', join(home, '.local', 'share')), webFolderName),
    config: join(given('XDG_CONFIG_HOME', join(home, '.config')), folderName),
  };
}
