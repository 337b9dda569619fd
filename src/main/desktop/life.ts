/** How the desk is called, started, allowed and made newer: the channels of `shared/ipc/life.ts`, and what stands behind them. */
import { appError } from '../../shared/errors.ts';
import { requests } from '../../shared/ipc/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { causeOf } from '../log/cause.ts';
import { route, type LifeChannel, type Routes } from '../ipc/router.ts';
import type { Log } from '../ports.ts';
import type { Autostart } from './autostart.ts';
import type { Links } from './links.ts';
import type { OsMedia } from './osMedia.ts';
import type { Updates } from './updates.ts';

export interface LifeParts {
  readonly links: Links;
  readonly autostart: Autostart;
  readonly media: OsMedia;
  readonly updates: Updates;
  readonly log: Log;
}

export type LifeRoutes = Pick<Routes, LifeChannel>;

const nothing = {} as const;

export function lifeRoutes({ links, autostart, media, updates, log }: LifeParts): LifeRoutes {
  return {
    'shell:takeLink': route(requests['shell:takeLink'], async () => ok({ link: links.take() })),
    'shell:autostart': route(requests['shell:autostart'], async () => ok({ state: autostart.state() })),
    'shell:setAutostart': route(requests['shell:setAutostart'], async ({ on }) => {
      try {
        autostart.set(on);
        return ok({ state: autostart.state() });
      } catch (error) {
        log.error('desktop.autostart-not-set', { cause: causeOf(error) });
        return err(appError('storage-failed'));
      }
    }),
    'shell:media': route(requests['shell:media'], async () => ok(media.state())),
    'shell:mediaSettings': route(requests['shell:mediaSettings'], async ({ kind }) => {
      media.openSettings(kind);
      return ok(nothing);
    }),
    'shell:updates': route(requests['shell:updates'], async () => ok(updates.state())),
    'shell:update': route(requests['shell:update'], async ({ step }) => {
      if (step === 'look') await updates.look();
      else updates.consent(step === 'install');
      return ok(updates.state());
    }),
  };
}
