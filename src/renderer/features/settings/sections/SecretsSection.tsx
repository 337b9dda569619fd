import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../../shared/ipc/contract.ts';
import { useAtService, useStore } from '../../../state/DeskContext.tsx';
import { useAsk } from '../../../ui/useAsk.ts';
import { useKeptFocus } from '../../../ui/useKeptFocus.ts';
import { FactRow } from '../fields.tsx';

const secretStates = {
  no: 'secret-no',
  lasting: 'secret-lasting',
  'this-run': 'secret-until-close',
  environment: 'secret-from-environment',
} as const;

/** How secrets and names are kept. Nothing here can be read out, only erased. */
export function SecretsSection({ view }: { readonly view: SettingsView }) {
  const { t } = useTranslation('settings');
  const { t: boardText } = useTranslation('board');
  const store = useStore();
  const atService = useAtService();
  const forget = useAsk('credentials:forget', boardText('error-action'));
  const { stored, vault } = view.secret;
  const state = useRef<HTMLParagraphElement>(null);
  useKeptFocus(state, stored);
  const canForget = stored === 'lasting' || stored === 'this-run';
  const forgetNow = async () => {
    const answer = await forget.run({});
    if (answer) store.takeSettings(answer);
  };
  return (
    <div className="panel">
      <FactRow label={t('secret-state')} target="forget">
        <p ref={state} tabIndex={-1}>
          {t(secretStates[stored])}
        </p>
        {canForget && (
          <button
            type="button"
            className="button small"
            aria-disabled={forget.busy}
            onClick={() => void forgetNow()}
          >
            {t('secret-forget')}
          </button>
        )}
      </FactRow>
      <FactRow label={t('vault')}>
        <p>{t(atService ? 'vault-service' : vault.lasting ? `vault-${vault.strength}` : 'vault-none')}</p>
      </FactRow>
      <FactRow label={t('names')}>
        <p>{t(atService ? 'names-text-service' : 'names-text')}</p>
      </FactRow>
    </div>
  );
}
