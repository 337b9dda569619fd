import { useTranslation } from 'react-i18next';
import { Banner } from '../../ui/Banner.tsx';
import { useLinks } from './useLinks.ts';
import { useUpdates } from './useUpdates.ts';

export interface ComputerWatchProps {
  /** A visit can be made, or looked for. */
  readonly ready: boolean;
  /** Goes to the board, and does this there. */
  readonly toBoard: (then: () => void) => void;
}

export function ComputerWatch({ ready, toBoard }: ComputerWatchProps) {
  const { isCalled, forget } = useLinks(ready, toBoard);
  const { t } = useTranslation('computer');
  return (
    <div className="banners">
      {isCalled && (
        <Banner tone="info" action={{ label: t('link-seen'), run: forget }}>
          {t('link-new')}
        </Banner>
      )}
      <UpdateBanner />
    </div>
  );
}

/** Gone once somebody has said yes; whoever thinks better of it finds it in the settings. */
function UpdateBanner() {
  const { t } = useTranslation('computer');
  const { state, run } = useUpdates();
  if (state?.phase !== 'ready') return null;
  return (
    <Banner tone="info" action={{ label: t('update-install'), run: () => run('install') }}>
      {t('update-ready-banner', { version: state.version })}
    </Banner>
  );
}
