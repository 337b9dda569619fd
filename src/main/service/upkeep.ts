/** What a running node does again and again: takes new certificates and secrets, forgets what is over, follows the other nodes. */
import { causeOf } from '../log/cause.ts';
import type { App } from '../app.ts';
import { watchPair, type CertificatePair, type PairFiles } from '../certificateFiles.ts';
import { every } from '../every.ts';
import type { Clock, Log } from '../ports.ts';
import type { Access } from './access/index.ts';
import type { ClientSecret } from './clientSecret.ts';
import { createFollowing } from './following.ts';
import { requestKeptMs } from './portal/index.ts';
import { promotionName } from './promotion.ts';
import { rehearsalName } from './rehearsals.ts';
import type { StaffListener } from './staffListener.ts';
import type { Secrets } from './secrets.ts';
import { accountsName, type ServiceStore } from './store.ts';

export interface UpkeepParts {
  readonly foundations: {
    readonly secrets: Pick<Secrets, 'reload'>;
    readonly store: Pick<ServiceStore, 'listen' | 'leads' | 'signals'> & {
      readonly portalRequests: Pick<ServiceStore['portalRequests'], 'sweep'>;
    };
  };
  readonly config: { readonly staff: PairFiles };
  readonly app: Pick<
    App,
    'savedElsewhere' | 'reload' | 'settingsChangedElsewhere' | 'rehearsalChangedElsewhere' | 'lookAtListener'
  >;
  readonly access: { sweep(): Promise<void>; readonly directory: Pick<Access['directory'], 'refresh'> };
  readonly clientSecret: Pick<ClientSecret, 'look'>;
  readonly listener: Pick<StaffListener, 'certificate' | 'useCertificate'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Upkeep {
  /** From now on, when everything is open. */
  begin(): void;
  reload(): void;
  end(): void;
}

const secretsEveryMs = 30_000;
const sweepEveryMs = 300_000;

export function startUpkeep(parts: UpkeepParts): Upkeep {
  const { foundations, config, app, access, clientSecret, listener, clock, log } = parts;
  const { secrets, store } = foundations;
  const following = createFollowing({ app, clock, log });
  const ends: (() => void)[] = [following.end];
  /** What fails is logged, and tried again at its next turn. */
  const tried = (name: string, task: () => Promise<void>): void => {
    task().catch((error: unknown) => log.warn('service.upkeep-failed', { name, cause: causeOf(error) }));
  };

  async function lookAtSecrets(): Promise<void> {
    const changed = secrets.reload();
    if (!changed.ok) log.warn('service.secret-unusable', { problem: changed.error.problem });
    else if (changed.value.length > 0) log.info('service.secrets-changed', { count: changed.value.length });
    await clientSecret.look();
  }

  /** Other nodes may have changed anything: while this one started, or while it could not hear them. */
  function catchUp(): void {
    following.gap();
    tried('settings', () => app.settingsChangedElsewhere());
    tried('directory', () => access.directory.refresh());
    tried('rehearsal', () => app.rehearsalChangedElsewhere());
    tried('promotion', () => clientSecret.look());
  }

  const used = listener.certificate();
  const watch = used && watchStaff(used);
  function watchStaff(pair: CertificatePair) {
    const watched = watchPair({
      files: config.staff,
      used: pair,
      listener: 'staff',
      clock,
      log,
      onChange: listener.useCertificate,
    });
    ends.push(watched.stop);
    return watched;
  }

  return {
    begin() {
      store.listen({
        visitSaved: following.visitSaved,
        gap: catchUp,
        settingsChanged: () => tried('settings', () => app.settingsChangedElsewhere()),
        documentChanged: (name) => {
          if (name === promotionName) tried('promotion', () => clientSecret.look());
          if (name === rehearsalName) tried('rehearsal', () => app.rehearsalChangedElsewhere());
          if (name === accountsName) tried('directory', () => access.directory.refresh());
        },
      });
      // What other nodes saved between the first look at the store and now.
      if (store.signals) catchUp();
      ends.push(
        every(clock, secretsEveryMs, () => tried('secrets', lookAtSecrets)),
        every(clock, sweepEveryMs, () => {
          if (!store.leads()) return;
          tried('sweep', () => access.sweep());
          tried('sweep-portal', () => store.portalRequests.sweep(clock.now() - requestKeptMs));
        }),
      );
      tried('secrets', lookAtSecrets);
    },
    reload() {
      watch?.look();
      tried('page-certificate', () => app.lookAtListener());
      tried('secrets', lookAtSecrets);
    },
    end() {
      for (const end of ends) end();
    },
  };
}
