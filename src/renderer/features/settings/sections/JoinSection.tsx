/** Where the patient's page is served, under which name, and how the call opens from it. */
import { useTranslation } from 'react-i18next';
import type { LinkTarget } from '../../../../shared/settings.ts';
import { useDesk } from '../../../state/DeskContext.tsx';
import { ChoiceRow, TextRow, type Choice } from '../fields.tsx';
import type { Form } from '../useForm.ts';
import { PageCertificateLook } from './PageCertificateLook.tsx';
import { StoredSecretRow } from './StoredSecretRow.tsx';

interface SectionProps {
  readonly form: Form;
}

export function JoinSection({ form }: SectionProps) {
  return (
    <>
      <LinkTargetRow form={form} />
      <InterfaceRow form={form} />
      <TextRow form={form} field="port" inputMode="numeric" short />
      <TextRow form={form} field="publicAddress" inputMode="url" maxLength={300} />
      <TextRow form={form} field="trustedProxies" maxLength={1_000} lines={2} />
      <TextRow form={form} field="certificateFile" maxLength={500} />
      <TextRow form={form} field="keyFile" maxLength={500} />
      <TextRow form={form} field="pfxFile" maxLength={500} />
      <StoredSecretRow form={form} field="keyPassphrase" kept={form.view.pagePassphrase} />
      <PageCertificateLook form={form} />
      <JoinEntryRow form={form} />
    </>
  );
}

function LinkTargetRow({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <ChoiceRow
      form={form}
      field="linkTarget"
      choices={linkTargets.map((value) => ({
        value,
        label: t(`link-${value}`),
        hint: t(`link-${value}-hint`),
      }))}
    />
  );
}

/** In the order of the choices. No value of the schema's file: it would bring the schema library into the page. */
const linkTargets = ['own-page', 'server-page', 'off'] as const satisfies readonly LinkTarget[];

/** Also part of the set-up's last step. */
export function InterfaceRow({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  const { t: reach } = useTranslation('reach');
  const chosen = form.values.interface;
  const present = form.view.interfaces;
  const choices: Choice<string | null>[] = [
    { value: null, label: t('interface-none'), hint: t('interface-none-hint') },
    ...present.map(({ name, address, kind }) => ({
      value: name,
      label: t('interface-lan', { name, address, kind: reach(`kind-${kind}`) }),
      hint: reach(`why-${kind}`),
    })),
  ];
  if (chosen !== null && !present.some(({ name }) => name === chosen)) {
    choices.push({ value: chosen, label: t('interface-away', { name: chosen }) });
  }
  return <ChoiceRow form={form} field="interface" choices={choices} />;
}

/** Navigate or embed, at the clinic's service too; below it, what comes of the stored choice. */
export function JoinEntryRow({ form }: SectionProps) {
  const { t } = useTranslation('settings');
  const embedding = useDesk((state) => state.status?.embedding);
  const wanted = form.view.values.join.entry === 'embed';
  return (
    <ChoiceRow
      form={form}
      field="joinEntry"
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
