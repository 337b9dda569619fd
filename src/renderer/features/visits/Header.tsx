import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import type { DeskState } from '../../state/deskStore.ts';
import { Icon } from '../../ui/Icon.tsx';
import { AccountMenu } from '../account/AccountMenu.tsx';
import { DoctorPicker } from '../doctors/DoctorPicker.tsx';
import { HelpCodeField } from './HelpCodeField.tsx';

interface HeaderProps {
  /** `null` while the settings are shown. */
  readonly onSettings: (() => void) | null;
  readonly onBack: () => void;
  /** `null` where no visit can be made. */
  readonly onNewVisit: (() => void) | null;
  readonly onPlan: () => void;
  readonly busy: boolean;
  /** Whether there is a board in sight whose visits can be found by a help code. */
  readonly onBoard: boolean;
  readonly doctorField: RefObject<HTMLInputElement | null>;
}

export function Header(props: HeaderProps) {
  const { onSettings, onBack, onNewVisit, onPlan, busy, onBoard, doctorField } = props;
  const { t } = useTranslation('board');
  const abilities = useAbilities();
  return (
    <header className="header">
      <span className="mark">
        <Icon name="camera" />
      </span>
      <h1>{t('app-name')}</h1>
      <Who />
      <span className="grow" />
      {onBoard && <HelpCodeField />}
      {abilities.settings && abilities.board && <SettingsButton onSettings={onSettings} onBack={onBack} />}
      <AccountMenu />
      {onNewVisit && abilities.choosesDoctor && <DoctorPicker inputRef={doctorField} />}
      {onNewVisit && (
        <button type="button" className="button" title={t('plan-title')} onClick={onPlan}>
          {t('plan')}
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

function SettingsButton({ onSettings, onBack }: Pick<HeaderProps, 'onSettings' | 'onBack'>) {
  const { t } = useTranslation('board');
  if (onSettings) {
    return (
      <button type="button" className="button ghost" onClick={onSettings}>
        {t('settings')}
      </button>
    );
  }
  return (
    <button type="button" className="button ghost" onClick={onBack}>
      <Icon name="back" />
      {t('back-to-board')}
    </button>
  );
}

/** Whose board this is, and how far its links reach: said before a link is copied. */
function Who() {
  const { t } = useTranslation('board');
  const doctor = useDesk((state) => (state.info?.you ? '' : (state.status?.doctorName ?? '')));
  const reach = useDesk((state) => {
    const join = state.status?.join;
    if (!join || join.state === 'starting') return null;
    return join.state === 'listening' ? join.reach : 'none';
  });
  const host = useDesk(joinHost);
  const parts = [doctor, reach === null ? '' : t(`reach-${reach}`, { host })].filter((part) => part !== '');
  return <span className="who">{parts.join(' · ')}</span>;
}

/** The host that links name; empty while they do not open. */
export const joinHost = ({ status }: DeskState): string =>
  status?.join.state === 'listening' ? (URL.parse(status.join.origin)?.host ?? '') : '';
