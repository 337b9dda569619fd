/** Puts together what stands behind `life.ts`, for either core. */
import { homedir } from 'node:os';
import type { InUse, UpdateState } from '../../shared/ipc/life.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { createAutostart } from './autostart.ts';
import { lifeRoutes, type LifeRoutes } from './life.ts';
import type { Links } from './links.ts';
import { createOsMedia, type OsMedia } from './osMedia.ts';
import type { DesktopPort } from './port.ts';
import { loadUpdater } from './updater.ts';
import { createUpdates, type Updates } from './updates.ts';

export interface LifeFacts {
  readonly links: Links;
  readonly inUse: () => InUse;
  readonly updates: () => Settings['updates'];
  /** A newer version is here, or not. */
  readonly tell: (state: UpdateState) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Life {
  readonly routes: LifeRoutes;
  readonly media: OsMedia;
  readonly updates: Updates;
}

export function createLife(
  port: Pick<DesktopPort, 'app' | 'shell' | 'systemPreferences'>,
  { links, inUse, clock, log, ...facts }: LifeFacts,
): Life {
  const { platform, env: environment, execPath } = process;
  const packaged = port.app.isPackaged;
  const autostart = createAutostart(port, { platform, packaged, execPath, home: homedir(), environment });
  const media = createOsMedia(port, platform);
  const updates = createUpdates({
    facts: () => ({ settings: facts.updates(), packaged, inUse: inUse() }),
    load: loadUpdater,
    onChange: facts.tell,
    clock,
    log,
  });
  return { routes: lifeRoutes({ links, autostart, media, updates, log }), media, updates };
}
