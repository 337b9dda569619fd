import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../../shared/ipc/contract.ts';
import { useApi, useStore } from '../../../state/DeskContext.tsx';
import { useNotify } from '../../../ui/Alerts.tsx';
import { TextRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';

interface StoredSecretRowProps {
  readonly form: Form;
  readonly field: 'proxyPassword' | 'keyPassphrase';
  readonly kept: SettingsView['proxyPassword'];
}

const placeholders = { no: null, lasting: 'password-stored', 'this-run': 'password-this-run' } as const;

/** A secret that is written and never read; what is stored can be forgotten. */
export function StoredSecretRow({ form, field, kept }: StoredSecretRowProps) {
  const { t } = useTranslation('settingFields');
  const { t: boardText } = useTranslation('board');
  const api = useApi();
  const store = useStore();
  const notify = useNotify();
  const placeholder = placeholders[kept];
  const forget = async () => {
    const answer =
      field === 'proxyPassword'
        ? await api.request('credentials:saveProxyPassword', { password: null, consent: false })
        : await api.request('credentials:savePagePassphrase', { passphrase: null, consent: false });
    if (!answer.ok) {
      notify(boardText('error-action'), answer.error);
      return;
    }
    store.takeSettings(answer.value);
    form.settle([field]);
  };
  return (
    <TextRow
      form={form}
      field={field}
      type="password"
      maxLength={255}
      placeholder={placeholder ? t(placeholder) : ''}
    >
      {kept !== 'no' && (
        <button
          type="button"
          className="button small below-button"
          onClick={(event) => {
            // It goes with what it erases.
            event.currentTarget.closest('[data-field]')?.querySelector('input')?.focus();
            void forget();
          }}
        >
          {t(`${field}-forget`)}
        </button>
      )}
    </TextRow>
  );
}
