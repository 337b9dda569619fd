/** Whether the desk starts with the computer, hidden: a choice of this computer, which counts at once. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutostartState } from '../../../shared/ipc/life.ts';
import { useApi, useAtService } from '../../state/DeskContext.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { useAsk } from '../../ui/useAsk.ts';

export function Autostart({ className }: { readonly className: string }) {
  const { t } = useTranslation('computer');
  const api = useApi();
  const help = t(useAtService() ? 'autostart-help-service' : 'autostart-help');
  const [state, setState] = useState<AutostartState | null>(null);
  const { run } = useAsk('shell:setAutostart', t('autostart-failed'));
  useEffect(() => {
    void api.request('shell:autostart', {}).then((answer) => {
      if (answer.ok) setState(answer.value.state);
    });
  }, [api]);
  if (state === null) return null;
  if (state === 'none') return <p className={className}>{t('autostart-none')}</p>;
  const change = async (on: boolean) => {
    const answer = await run({ on });
    if (answer) setState(answer.state);
  };
  return (
    <div className={className}>
      <Switch
        label={t('autostart')}
        hint={help}
        checked={state === 'on'}
        onChange={(on) => void change(on)}
      />
      <p className="hint" aria-hidden="true">
        {help}
      </p>
    </div>
  );
}
