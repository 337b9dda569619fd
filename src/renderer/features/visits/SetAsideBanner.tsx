/** Settings that could not be used as they were: what counts instead, and under which name they are kept. */
import { useTranslation } from 'react-i18next';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import { Banner } from '../../ui/Banner.tsx';

export function SetAsideBanner({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation(['setAside', 'board']);
  const notice = useDesk((state) => state.status?.settingsNotice ?? null);
  const { settings: canMend } = useAbilities();
  if (!notice) return null;
  const { file, reason, used } = notice;
  return (
    <Banner tone="alarm" {...(canMend && { action: { label: t('look'), run: onOpen } })}>
      {t(reason)} {file === null ? t('not-kept') : t('kept', { file })} {t(`used-${used}`)}
      {!canMend && ` ${t('banner-tell-administrator', { ns: 'board' })}`}
    </Banner>
  );
}
