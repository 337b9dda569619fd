/** Starts the desk with the computer, hidden: the system's own list of such programs is what is read and changed. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AutostartState } from '../../shared/ipc/life.ts';
import {
  autostartEntry,
  autostartFile,
  autostartWay,
  hiddenFlag,
  isEntryOn,
  startedProgram,
} from '../security/autostart.ts';
import type { AppPort } from './port.ts';

export interface AutostartFacts {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly execPath: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Autostart {
  state(): AutostartState;
  /** Errors: throws what the system says. */
  set(on: boolean): void;
}

type LoginItems = Pick<AppPort, 'setLoginItemSettings' | 'getLoginItemSettings'>;

export function createAutostart({ app }: { readonly app: LoginItems }, facts: AutostartFacts): Autostart {
  const { platform, packaged, environment, home } = facts;
  const way = autostartWay(platform, packaged);
  const program = startedProgram(environment, facts.execPath);
  if (way === 'none') return { state: () => 'none', set: () => undefined };
  if (way === 'login-item') {
    // Windows keeps the parameters with the entry and finds it by them; macOS has none.
    const item = platform === 'win32' ? { path: program, args: [hiddenFlag] } : {};
    return {
      state: () => (app.getLoginItemSettings(item).openAtLogin ? 'on' : 'off'),
      set: (on) => app.setLoginItemSettings({ openAtLogin: on, ...item }),
    };
  }
  const file = autostartFile(environment, home);
  return {
    state: () => (isOn(file) ? 'on' : 'off'),
    set: (on) => (on ? write(file, program) : rmSync(file, { force: true })),
  };
}

function isOn(file: string): boolean {
  try {
    return isEntryOn(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

function write(file: string, program: string): void {
  const entry = autostartEntry(program);
  if (entry === null) throw new Error('the path of the program cannot be named');
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, entry, { flush: true });
  renameSync(part, file);
}
