import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface HeaderProps {
  /** `null` while the settings are shown. */
  readonly onSettings: (() => void) | null;
  readonly onBoard: () => void;
  /** `null` where no visit can be made. */
  readonly onNewVisit: (() => void) | null;
  readonly busy: boolean;
}

export function Header({ onSettings, onBoard, onNewVisit, busy }: HeaderProps) {
  const { t } = useTranslation('board');
  return (
    <header className="header">
      <span className="mark">
        <Icon name="camera" />
      </span>
      <h1>{t('app-name')}</h1>
      <Who />
      <span className="grow" />
      {onSettings ? (
        <button type="button" className="button ghost" onClick={onSettings}>
          {t('settings')}
        </button>
      ) : (
        <button type="button" className="button ghost" onClick={onBoard}>
          <Icon name="back" />
          {t('back-to-board')}
        </button>
      )}
      {onNewVisit && (
        <button
          type="button"
          className="button main new-visit"
          aria-keyshortcuts="N"
          aria-busy={busy}
          aria-disabled={busy}
          onClick={onNewVisit}
        >
          {t(busy ? 'new-visit-busy' : 'new-visit')}
          {!busy && <kbd aria-hidden="true">{t('new-visit-key')}</kbd>}
        </button>
      )}
    </header>
  );
}

/** Whose board this is, and how far its links reach: said before a link is copied. */
function Who() {
  const { t } = useTranslation('board');
  const doctor = useDesk((state) => state.status?.doctorName ?? '');
  const reach = useDesk((state) => {
    const join = state.status?.join;
    if (!join || join.state === 'starting') return null;
    return join.state === 'listening' ? join.reach : 'none';
  });
  const parts = [doctor, reach === null ? '' : t(`reach-${reach}`)].filter((part) => part !== '');
  return <span className="who">{parts.join(' · ')}</span>;
}
