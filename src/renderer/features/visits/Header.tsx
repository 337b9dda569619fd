import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../../shared/ipc/contract.ts';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import type { DeskState } from '../../state/deskState.ts';
import { Icon } from '../../ui/Icon.tsx';
import { AlertsButton } from '../alerts/AlertsButton.tsx';
import { AccountMenu } from '../account/AccountMenu.tsx';
import { DoctorPicker } from '../doctors/DoctorPicker.tsx';
import { DoctorSwitch } from '../doctors/DoctorSwitch.tsx';
import { KeysHelp } from '../keys/KeysHelp.tsx';
import { keyCap } from '../keys/keys.ts';
import { useKeyHint, useKeyHints } from '../keys/useKey.ts';
import { LateMenu } from '../late/LateMenu.tsx';
import { HelpCodeField } from './HelpCodeField.tsx';

interface HeaderProps {
  /** `null` while the settings are shown. */
  readonly onSettings: (() => void) | null;
  /** `null` while the history is shown, or where there is none. */
  readonly onHistory: (() => void) | null;
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
  const { onSettings, onHistory, onBack, onNewVisit, onPlan, busy, onBoard, doctorField } = props;
  const { t } = useTranslation('board');
  const abilities = useAbilities();
  const hint = useKeyHints();
  return (
    <header className="header">
      <span className="mark">
        <Icon name="camera" />
      </span>
      <h1>{t('app-name')}</h1>
      <DoctorSwitch />
      <Who />
      <span className="grow" />
      {onBoard && <HelpCodeField />}
      <KeysHelp />
      {abilities.board && <AlertsButton />}
      {onNewVisit && <HistoryButton onHistory={onHistory} onBack={onBack} />}
      {abilities.settings && abilities.board && <SettingsButton onSettings={onSettings} onBack={onBack} />}
      <AccountMenu />
      {onNewVisit && abilities.choosesDoctor && <DoctorPicker inputRef={doctorField} />}
      {onBoard && <LateMenu />}
      {onNewVisit && (
        <button
          {...(onBoard && hint('plan', t('plan-title')))}
          type="button"
          className="button"
          onClick={onPlan}
        >
          {t('plan')}
        </button>
      )}
      {onNewVisit && (
        <button
          type="button"
          className="button main new-visit"
          {...(onBoard && hint('new-visit'))}
          aria-busy={busy}
          aria-disabled={busy}
          onClick={onNewVisit}
        >
          {t(busy ? 'new-visit-busy' : 'new-visit')}
          {!busy && onBoard && <kbd aria-hidden="true">{keyCap('new-visit')}</kbd>}
        </button>
      )}
    </header>
  );
}

function HistoryButton({ onHistory, onBack }: Pick<HeaderProps, 'onHistory' | 'onBack'>) {
  const { t } = useTranslation('history');
  return <ScreenButton text={t('title')} action="history" onOpen={onHistory} onBack={onBack} />;
}

function SettingsButton({ onSettings, onBack }: Pick<HeaderProps, 'onSettings' | 'onBack'>) {
  const { t } = useTranslation('board');
  return <ScreenButton text={t('settings')} action="settings" onOpen={onSettings} onBack={onBack} />;
}

interface ScreenButtonProps {
  readonly text: string;
  readonly action: 'history' | 'settings';
  /** `null` while its screen is shown. */
  readonly onOpen: (() => void) | null;
  readonly onBack: () => void;
}

const screenIcons = { history: 'past', settings: 'gear' } as const;

/** To a screen and back: one button, so that the focus stays on it. */
function ScreenButton({ text, action, onOpen, onBack }: ScreenButtonProps) {
  const { t } = useTranslation('board');
  const hint = useKeyHint(onOpen ? action : 'to-board');
  return (
    <button
      type="button"
      className="button ghost screen-button"
      {...hint}
      onClick={() => (onOpen ?? onBack)()}
    >
      <Icon name={onOpen ? screenIcons[action] : 'back'} />
      <span className={onOpen ? 'narrow-icon' : undefined}>{onOpen ? text : t('back-to-board')}</span>
    </button>
  );
}

/** Whose board this is, and how far its links reach: said before a link is copied. */
function Who() {
  const { t } = useTranslation('board');
  // Among several doctors the switch beside it says who.
  const doctor = useDesk(({ info, status }) =>
    info?.you || (status?.doctors.list.length ?? 0) > 0 ? '' : (status?.doctorName ?? ''),
  );
  const reach = useDesk((state) => {
    const join = state.status?.join;
    if (!join || join.state === 'starting') return null;
    return reachWord(join);
  });
  const host = useDesk(joinHost);
  const parts = [doctor, reach === null ? '' : t(`reach-${reach}`, { host })].filter((part) => part !== '');
  return <span className="who">{parts.join(' · ')}</span>;
}

/** How far links reach, as the dictionaries have it. */
export function reachWord(join: Status['join']) {
  if (join.state === 'listening') return join.reach;
  return join.state === 'server-page' || join.state === 'off' ? join.state : 'none';
}

/** The host that links name; empty while they do not open. */
export const joinHost = ({ status }: DeskState): string =>
  status && 'origin' in status.join ? (URL.parse(status.join.origin)?.host ?? '') : '';
