/** How this computer can work, before anything is set up: with the clinic's service, by itself, or for a look around. */
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../ui/useAsk.ts';
import { ServiceAddress } from './ServiceAddress.tsx';
import { WayPanel } from './WayPanel.tsx';

/** The first question of the desktop: by itself, or with the clinic's service. */
export function Ways({ onAlone }: { readonly onAlone: () => void }) {
  const { t } = useTranslation(['settings', 'setup']);
  return (
    <main className="setup">
      <div className="setup-head">
        <h2>{t('way-title')}</h2>
      </div>
      <WayPanel title={t('way-service')} text={t('way-service-text')}>
        <ServiceAddress />
      </WayPanel>
      <WayPanel title={t('way-alone', { ns: 'setup' })} text={t('way-alone-text')}>
        <div className="foot">
          <button type="button" className="button" onClick={onAlone}>
            {t('way-alone', { ns: 'setup' })}
          </button>
        </div>
      </WayPanel>
      <Demo />
    </main>
  );
}

export function Demo() {
  const { t } = useTranslation('settings');
  const { t: boardText } = useTranslation('board');
  const demo = useAsk('demo:start', boardText('error-action'));
  return (
    <div className="setup-demo">
      <p>{t('setup-demo-text')}</p>
      <button type="button" className="button" aria-disabled={demo.busy} onClick={() => void demo.run({})}>
        {t(demo.busy ? 'setup-demo-busy' : 'setup-demo')}
      </button>
    </div>
  );
}
