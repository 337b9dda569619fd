/** In the settings of the desktop: what this computer does with it, whatever the rest of the settings say. Counts at once. */
import { useTranslation } from 'react-i18next';
import type { UpdateState } from '../../../shared/ipc/life.ts';
import { useAtService, useDesk } from '../../state/DeskContext.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { Autostart } from './Autostart.tsx';
import { useUpdates, type Updates } from './useUpdates.ts';

export function ComputerPanel() {
  const { t } = useTranslation('computer');
  const isDesktop = useDesk((state) => state.info?.shell === 'desktop');
  const atService = useAtService();
  if (!isDesktop || atService) return null;
  return (
    <section className="panel">
      <div className="panel-head">
        <h3>{t('panel-title')}</h3>
      </div>
      <Autostart className="panel-text" />
      <NewerVersions />
    </section>
  );
}

function NewerVersions() {
  const { t } = useTranslation(['computer', 'settingFields']);
  const updates = useUpdates();
  const settings = useDesk((state) => state.settings);
  const { run } = useAsk('settings:save', t('update-check-failed'));
  if (!settings || !updates.state) return null;
  const { updates: chosen } = settings.values;
  const isLocked = settings.locked.some(({ key }) => key === 'updates.check');
  const change = async (check: boolean) => {
    if (isLocked) return;
    await run({ sections: { updates: { ...chosen, check } }, linksMayDie: false });
    updates.again();
  };
  return (
    <div className="panel-text">
      <Switch
        label={t('update-check')}
        hint={isLocked ? t('update-locked') : t('updateCheck-help', { ns: 'settingFields' })}
        checked={chosen.check}
        onChange={(check) => void change(check)}
      />
      <p className="hint">{isLocked ? t('update-locked') : t('updateCheck-help', { ns: 'settingFields' })}</p>
      <Found updates={updates} state={updates.state} />
    </div>
  );
}

const steps = { unknown: 'look', later: 'look', none: 'look', ready: 'install', chosen: 'keep' } as const;

function Found({ updates, state }: { readonly updates: Updates; readonly state: UpdateState }) {
  const { t } = useTranslation('computer');
  const { phase, version } = state;
  const step = phase === 'off' || phase === 'fetching' ? null : steps[phase];
  return (
    <>
      <p role="status">{t(`update-${phase}`, { version })}</p>
      {step && (
        <button type="button" className="button small" onClick={() => updates.run(step)}>
          {t(`update-${step}`)}
        </button>
      )}
    </>
  );
}
