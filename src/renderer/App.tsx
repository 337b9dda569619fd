/** Which screen is shown: the board, the settings, the first set-up, or why there is none. */
import { useCallback, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CallProvider } from './features/conference/CallContext.tsx';
import type { Section } from './features/settings/form.ts';
import { LeaveDialog } from './features/settings/LeaveDialog.tsx';
import { SettingsScreen } from './features/settings/SettingsScreen.tsx';
import { Setup } from './features/setup/Setup.tsx';
import { Banners } from './features/visits/Banners.tsx';
import { Board } from './features/visits/Board.tsx';
import { Header } from './features/visits/Header.tsx';
import { useNewVisit } from './features/visits/useNewVisit.ts';
import { useTitle } from './features/visits/useTitle.ts';
import { useDesk } from './state/DeskContext.tsx';
import { AlertsProvider } from './ui/Alerts.tsx';
import { useShortcut } from './ui/useShortcut.ts';
import { useLanguage } from './useLanguage.ts';

export function App() {
  useLanguage();
  const refused = useDesk((state) => state.connection === 'refused');
  if (refused) return <OldTab />;
  return (
    <AlertsProvider>
      <CallProvider>
        <Desk />
      </CallProvider>
    </AlertsProvider>
  );
}

function OldTab() {
  const { t } = useTranslation('board');
  return (
    <main className="notice">
      <h1>{t('old-tab-title')}</h1>
      <p>{t('old-tab-text')}</p>
    </main>
  );
}

const newVisitKey = { key: 'n', code: 'KeyN' } as const;

function Desk() {
  const { t } = useTranslation('board');
  const settings = useDesk((state) => state.settings);
  const loaded = useDesk((state) => state.visits !== null && state.status !== null) && settings !== null;
  const setup = useNeedsSetup();
  const { busy, note, create } = useNewVisit();
  const screen = useScreen();
  const { section, show, toBoard } = screen;
  useTitle();
  const canCreate = loaded && !setup;
  const createFromAnywhere = useCallback(() => toBoard(create), [toBoard, create]);
  const onBoard = canCreate && section === null;
  useShortcut(newVisitKey, onBoard, create);
  return (
    <div className="app" onClickCapture={dropSecondClick}>
      <Header
        onSettings={section === null ? () => show('server') : null}
        onBack={() => toBoard()}
        onNewVisit={canCreate ? createFromAnywhere : null}
        onBoard={onBoard}
        busy={busy}
      />
      <Banners onSection={show} inSetup={setup} />
      {!loaded && <p className="loading">{t('loading')}</p>}
      {settings && loaded && section !== null && (
        <SettingsScreen view={settings} section={section} onSection={show} onUnsaved={screen.onUnsaved} />
      )}
      {settings && loaded && setup && <Setup view={settings} hidden={section !== null} />}
      {loaded && !setup && <Board hidden={section !== null} note={note} />}
      {screen.leaving && (
        <LeaveDialog unsaved={screen.unsaved} onStay={screen.stay} onLeave={screen.leaving} />
      )}
    </div>
  );
}

/** The second click of a double click does nothing: what moved under the pointer meanwhile was not aimed at. */
function dropSecondClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (event.detail < 2 || !target?.closest('button, a')) return;
  event.preventDefault();
  event.stopPropagation();
}

/** The settings' section that is shown, `null` for the board; asks before typed changes are dropped. */
function useScreen() {
  const [section, setSection] = useState<Section | null>(null);
  const [unsaved, setUnsaved] = useState<readonly Section[]>([]);
  const [next, setNext] = useState<{ readonly run: () => void } | null>(null);
  const toBoard = useCallback(
    (then: () => void = () => undefined) => {
      const run = () => {
        setNext(null);
        setSection(null);
        then();
      };
      if (section === null || unsaved.length === 0) run();
      else setNext({ run });
    },
    [section, unsaved],
  );
  const stay = useCallback(() => setNext(null), []);
  return { section, show: setSection, toBoard, unsaved, onUnsaved: setUnsaved, leaving: next?.run, stay };
}

/** The first set-up is shown while something is missing and there is no visit that it would hide. */
function useNeedsSetup(): boolean {
  return useDesk(({ status, visits }) => {
    if (!status || !visits || status.demo || status.missing.length === 0) return false;
    return ![...visits.values()].some((visit) => visit.phase !== 'closed');
  });
}
