import { useTranslation } from 'react-i18next';
import { useAtService } from '../../../state/DeskContext.tsx';
import { TextRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';
import { ProxyFields } from './ProxyFields.tsx';
import { TrustFields } from './TrustFields.tsx';

/** The secret itself is never shown: it does not even come here. */
const placeholders = {
  no: null,
  lasting: 'secret-stored',
  'this-run': 'secret-this-run',
  environment: 'secret-environment',
} as const;

/** Where visits take place, and with whose rights: the settings' first section and the set-up's first step. */
export function ServerFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation('settings');
  // There doctors are people with accounts.
  const atService = useAtService();
  const placeholder = placeholders[form.view.secret.stored];
  return (
    <>
      <TextRow form={form} field="address" inputMode="url" maxLength={300} />
      <TextRow form={form} field="clientId" maxLength={200} />
      <TextRow
        form={form}
        field="secret"
        type="password"
        placeholder={placeholder ? t(placeholder) : ''}
        maxLength={500}
      />
      {!atService && <TextRow form={form} field="ownerId" maxLength={64} />}
      <TrustFields form={form} />
      <ProxyFields form={form} />
    </>
  );
}
