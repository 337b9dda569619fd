/** Through which proxy TrueConf Server is reached. */
import { useTranslation } from 'react-i18next';
import { ChoiceRow, TextRow } from '../fields.tsx';
import type { Form } from '../useForm.ts';
import { StoredSecretRow } from './StoredSecretRow.tsx';

export function ProxyFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation('settingFields');
  // What is wrong with an address that does not count now must be seen to be mended.
  const isExplicit = form.values.proxyMode === 'explicit' || form.problems.proxyAddress !== undefined;
  return (
    <>
      <ChoiceRow
        form={form}
        field="proxyMode"
        choices={[
          { value: 'system', label: t('proxy-system'), hint: t('proxy-system-hint') },
          { value: 'none', label: t('proxy-none'), hint: t('proxy-none-hint') },
          { value: 'explicit', label: t('proxy-explicit'), hint: t('proxy-explicit-hint') },
        ]}
      />
      {isExplicit && (
        <>
          <TextRow form={form} field="proxyAddress" inputMode="url" maxLength={300} />
          <TextRow form={form} field="proxyUser" maxLength={200} />
          <StoredSecretRow form={form} field="proxyPassword" kept={form.view.proxyPassword} />
        </>
      )}
    </>
  );
}
