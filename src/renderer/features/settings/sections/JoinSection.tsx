/** Where the patient's page is served, under which name, and how the call opens from it. */
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../state/DeskContext.tsx';
import { ChoiceRow, TextRow, type Choice } from '../fields.tsx';
import type { Form } from '../useForm.ts';

interface SectionProps {
  readonly form: Form;
}

export function JoinSection({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <>
      <InterfaceRow form={form} />
      <TextRow form={form} field="port" label={t('port')} hint={t('port-hint')} inputMode="numeric" short />
      <TextRow
        form={form}
        field="publicAddress"
        label={t('public-address')}
        hint={t('public-address-hint')}
        inputMode="url"
        maxLength={300}
      />
      <TextRow
        form={form}
        field="trustedProxies"
        label={t('trusted-proxies')}
        hint={t('trusted-proxies-hint')}
        maxLength={1_000}
        lines={2}
      />
      <TextRow
        form={form}
        field="certificateFile"
        label={t('certificate-file')}
        hint={t('certificate-file-hint')}
        maxLength={500}
      />
      <TextRow form={form} field="keyFile" label={t('key-file')} hint={t('key-file-hint')} maxLength={500} />
      <JoinEntryRow form={form} />
    </>
  );
}

/** Also part of the set-up's last step. */
export function InterfaceRow({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  const chosen = form.values.interface;
  const present = form.view.interfaces;
  const choices: Choice<string | null>[] = [
    { value: null, label: t('interface-none'), hint: t('interface-none-hint') },
    ...present.map(({ name, address }) => ({
      value: name,
      label: t('interface-lan', { name, address }),
      hint: t('interface-lan-hint'),
    })),
  ];
  if (chosen !== null && !present.some(({ name }) => name === chosen)) {
    choices.push({ value: chosen, label: t('interface-away', { name: chosen }) });
  }
  return (
    <ChoiceRow
      legend={t('interface')}
      value={chosen}
      onChange={(name) => form.set('interface', name)}
      choices={choices}
      below={<p className="hint">{t('join-home')}</p>}
    />
  );
}

/** Navigate or embed, at the clinic's service too; below it, what comes of the stored choice. */
export function JoinEntryRow({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  const embedding = useDesk((state) => state.status?.embedding);
  const wanted = form.view.values.join.entry === 'embed';
  return (
    <ChoiceRow
      legend={t('join-entry')}
      value={form.values.joinEntry}
      onChange={(entry) => form.set('joinEntry', entry)}
      choices={[
        { value: 'navigate', label: t('join-entry-navigate'), hint: t('join-entry-navigate-hint') },
        { value: 'embed', label: t('join-entry-embed'), hint: t('join-entry-embed-hint') },
      ]}
      below={
        wanted &&
        embedding && (
          <p className="embedding" role="status">
            {t(`embedding-${embedding}`)}
          </p>
        )
      }
    />
  );
}
