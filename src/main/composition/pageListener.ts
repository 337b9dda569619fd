/** The listener of the patient's page with everything that it shows and asks. */
import { join } from 'node:path';
import type { HelpTexts } from '../../shared/help.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AppConfig } from '../app.ts';
import type { KeptSecret } from '../credentials/keptSecret.ts';
import { readPageAssets } from '../join/assets.ts';
import { loadPatientTexts } from '../join/patientTexts.ts';
import { selfCheckAnswer } from '../join/selfCheck.ts';
import { createJoinServer } from '../join/server.ts';
import type { Ports } from '../ports.ts';
import type { Core } from './core.ts';
import { createJoinListener, placeOf, type JoinListener, type Silence } from './joinListener.ts';
import type { Site } from './site.ts';

/** Opens nothing. Errors: throws when the page is not built. */
export function createPageListener(
  ports: Ports,
  config: AppConfig,
  {
    settings,
    hub,
    embedding,
    help,
    pagePassphrase,
    phoneTest,
  }: Pick<Core, 'settings' | 'hub' | 'embedding' | 'phoneTest'> & {
    readonly help: HelpTexts;
    readonly pagePassphrase: KeptSecret;
  },
  onChange: () => void,
): JoinListener {
  const texts = loadPatientTexts(join(config.dataDir, 'languages'), ports.log);
  const { site } = config;
  const server = createJoinServer({
    ...ports,
    door: hub.door,
    settings: () => withProxies(settings.current(), site),
    basePath: site?.joinPlace.basePath ?? '',
    serverOrigin: () => settings.current().server.address,
    assets: readPageAssets(config.joinPageDir),
    help,
    patientTexts: () => texts,
    mayEmbed: embedding.mayEmbed,
    selfCheck: (nonce) => selfCheckOf(hub.current()?.installationTag, nonce),
    phoneTest: site ? undefined : phoneTest,
    countStreams: site?.countStreams,
  });
  const ownPlace = (now: Settings) => placeOf(now.join, ports.network, config.joinPort);
  return createJoinListener({
    ...ports,
    server,
    passphrase: pagePassphrase.get,
    place: () => site?.joinPlace ?? silenceOf(settings.current()) ?? ownPlace(settings.current()),
    onChange,
  });
}

/** Where links open no page of ours. Without a server there is no page of its either. */
function silenceOf({ join: { links }, server }: Settings): Silence | undefined {
  if (links === 'off' || (links === 'server-page' && server.address === '')) return { state: 'off' };
  return links === 'server-page' ? { state: 'server-page', origin: server.address } : undefined;
}

/** Before the visits are open it is not known whose page this is. */
const selfCheckOf = (tag: string | undefined, nonce: string): string | undefined =>
  tag === undefined ? undefined : selfCheckAnswer(tag, nonce);

/** Which proxies are believed is a matter of where the page listens. */
function withProxies(settings: Settings, site: Site | undefined): Settings {
  if (!site) return settings;
  return { ...settings, join: { ...settings.join, trustedProxies: [...site.joinPlace.trustedProxies] } };
}
