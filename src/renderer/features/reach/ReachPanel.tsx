/** Below the settings of the patient's page: who can open links now, and a test with a phone. */
import { useTranslation } from 'react-i18next';
import type { Reach } from '../../../shared/ipc/reach.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { clockTime } from '../../ui/times.ts';
import { FirewallHints } from './FirewallHints.tsx';
import { PhoneTest } from './PhoneTest.tsx';
import { useReachTest } from './useReachTest.ts';

export function ReachPanel() {
  const { t } = useTranslation('reach');
  const test = useReachTest();
  // Where links open no page of ours there is nothing to be tried, and no port.
  const isServed = useDesk(
    ({ status }) => status?.join.state !== 'off' && status?.join.state !== 'server-page',
  );
  return (
    <section className="panel reach" aria-labelledby="reach-title">
      <h3 id="reach-title" className="reach-title">
        {t('title')}
      </h3>
      <Now reach={test.reach} />
      {isServed && <PhoneTest test={test} />}
      {isServed && <FirewallHints />}
    </section>
  );
}

/** Never more than was told: an address of the clinic's network is not one for home. */
function Now({ reach }: { readonly reach: Reach | null }) {
  const { t, i18n } = useTranslation('reach');
  const join = useDesk((state) => state.status?.join);
  if (join?.state === 'server-page') return <p>{t('now-server-page', { origin: join.origin })}</p>;
  if (join?.state !== 'listening') return <p>{t(join?.state === 'off' ? 'now-off' : 'now-none')}</p>;
  const { origin } = join;
  const elsewhereAt = reach?.elsewhereAt ?? null;
  if (elsewhereAt !== null)
    return <p>{t('now-elsewhere', { origin, when: clockTime(elsewhereAt, i18n.language) })}</p>;
  return <p>{t(`now-${join.reach}`, { origin })}</p>;
}
