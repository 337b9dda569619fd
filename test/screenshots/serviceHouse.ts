/** The clinic's service for pictures: TrueConf Server, the service and nginx, in one language and theme. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startEmulator } from '../../src/emulator/index.ts';
import { ensureBuilt } from '../../src/main/launch/build.ts';
import { messages } from '../../src/shared/i18n/messages.ts';
import { credentials } from '../e2e/support/clinic.ts';
import { freePort } from '../fixtures/freePort.ts';
import { exampleFlags, startNginx } from '../fixtures/nginx.ts';
import {
  root,
  endNow,
  startService,
  type ServiceProcess,
} from '../integration/service/process/serviceProcess.ts';
import { cast, type Look } from './looks.ts';
import { deskSizes, takeSizes } from './sizes.ts';
import { smaller } from './smaller.ts';

export interface House {
  readonly browser: Browser;
  readonly look: Look;
  readonly staff: string;
  readonly service: ServiceProcess;
  shot(name: string, what: Page | Locator): Promise<void>;
  close(): Promise<void>;
}

export const textsOf = ({ look }: House) => messages[look.language];
export const castOf = ({ look }: House) => cast[look.language];

export async function openHouse(browser: Browser, look: Look, folder: string): Promise<House> {
  ensureBuilt(root, () => undefined);
  const { doctor, colleague } = cast[look.language];
  const place = { patients: await freePort(), staff: await freePort() };
  const account = (id: string, displayName: string) => ({ id, displayName, password: 'own-account' });
  const [server, nginx, dataDir] = await Promise.all([
    startEmulator({ ...credentials, users: [account('petrova', doctor), account('orlov', colleague)] }),
    startNginx({ nodes: [place] }),
    mkdtemp(join(tmpdir(), 'visit-desk-pictures-')),
  ]);
  const ports = ['--public-port', `${place.patients}`, '--staff-port', `${place.staff}`];
  const flags = ['--embedded', '--data-dir', dataDir, ...ports, '--print-urls'];
  const environment = {
    VISIT_DESK_SERVER: server.origin,
    VISIT_DESK_CLIENT_ID: credentials.clientId,
    VISIT_DESK_CLIENT_SECRET: credentials.clientSecret,
  };
  const service = startService([...exampleFlags(nginx.port), ...flags], { keep: true, environment });
  await service.running;
  return {
    ...{ browser, look, service, staff: nginx.staff },
    async shot(name, what) {
      const file = `${name}-${look.language}-${look.theme}.png`;
      if ('boundingBox' in what) await writeFile(join(folder, file), smaller(await pictureOf(what)));
      else await takeSizes(what, deskSizes, { folder, file, fullPage: false });
    },
    async close() {
      await endNow(service);
      await Promise.all([nginx.close(), server.close()]);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const edge = 16;

/** A part of a page with a little of what is around it. */
async function pictureOf(what: Locator): Promise<Buffer> {
  await what.scrollIntoViewIfNeeded();
  const place = await what.boundingBox();
  if (!place) throw new Error('what is to be seen is not on the page');
  const { x, y, width, height } = place;
  const clip = { x: x - edge, y: y - edge, width: width + 2 * edge, height: height + 2 * edge };
  return what.page().screenshot({ clip });
}

export const button = (place: Page | Locator, name: string): Locator =>
  place.getByRole('button', { name, exact: true });
export const box = (place: Page | Locator, name: string): Locator =>
  place.getByRole('textbox', { name, exact: true });
