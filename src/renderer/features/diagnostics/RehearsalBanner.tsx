import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { clockTime } from '../../ui/times.ts';
import { ErrorText } from '../../ui/ErrorCode.tsx';

/** The scheduled rehearsal failed, told to who can mend it: others are not sent it. It stays until one passes. */
export function RehearsalBanner({ onOpen }: { readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation('board');
  const alarm = useDesk(({ rehearsal }) => rehearsal?.alarm ?? null);
  if (!alarm) return null;
  return (
    <Banner tone="ask" action={{ label: t('banner-rehearsal-open'), run: onOpen }}>
      {t('banner-rehearsal', { time: clockTime(alarm.at, i18n.language) })}
      {alarm.error && (
        <>
          {' '}
          <ErrorText error={alarm.error} />
        </>
      )}
    </Banner>
  );
}
