/** The core as the service hosts it: its listener for patients where the flags say, its doctors from the accounts. */
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createApp, type App, type JoinPlace, type Site } from '../app.ts';
import { outDir, readVersion, resourcesDir } from '../launch/projectRoot.ts';
import type { Ports } from '../ports.ts';
import type { Environment } from '../settings/environment.ts';
import type { LogLine } from '../../shared/ipc/diagnostics.ts';
import type { Language } from '../../shared/settings.ts';
import type { Directory } from './access/directory.ts';
import type { People } from '../ipc/people.ts';
import type { ServiceConfig } from './config.ts';
import { reachOf } from './listenerRules.ts';
import type { StoreSite } from './store.ts';

export interface ServiceCoreParts {
  readonly ports: Ports;
  readonly config: ServiceConfig;
  readonly environment: Environment;
  readonly language: Language;
  readonly directory: Pick<Directory, 'doctors'>;
  readonly people: People;
  readonly readLog: () => Promise<readonly LogLine[]>;
  readonly site: StoreSite &
    Required<Pick<Site, 'installationTag' | 'countStreams'>> &
    Pick<Site, 'rehearsals'>;
}

/** Opens nothing. Errors: throws when the pages are not built. */
export function createServiceCore(parts: ServiceCoreParts): App {
  const { ports, config, environment, language, directory, people, site } = parts;
  return createApp(ports, {
    // Nodes over a database need no folder; one that is not there has no texts of the clinic's own.
    dataDir: config.dataDir === '' ? join(outDir, 'no-data') : config.dataDir,
    joinPageDir: join(outDir, 'join-page'),
    resourcesDir,
    shell: 'service',
    version: readVersion(),
    environment,
    systemLanguage: language,
    demo: false,
    readLog: parts.readLog,
    site: { ...site, joinPlace: placeOf(config), doctors: directory.doctors, people },
  });
}

function placeOf({ public: page, trustedProxies }: ServiceConfig): JoinPlace {
  return {
    host: page.host,
    port: page.port,
    publicAddress: page.address,
    basePath: page.basePath,
    trustedProxies,
    certificateFile: page.certificateFile,
    keyFile: page.keyFile,
    isClosed: reachOf(page.host, networkInterfaces()) !== 'public',
  };
}
