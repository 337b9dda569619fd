/** Which screen is shown: the board, the settings, the first set-up, or why there is none. */
import { useCallback, useRef, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AlertsWatch } from './features/alerts/AlertsWatch.tsx';
import { Computer } from './features/computer/Computer.tsx';
import { CallProvider } from './features/conference/CallContext.tsx';
import { DoctorsProvider, useDoctors } from './features/doctors/DoctorsContext.tsx';
import type { HistoryEntry } from '../shared/ipc/history.ts';
import { useKey, useKeyboard } from './features/keys/useKey.ts';
import { PlanDialog } from './features/planned/PlanDialog.tsx';
import { useScreen } from './features/settings/useScreen.ts';
import { ServiceAddress } from './features/setup/ServiceAddress.tsx';
import { UndoProvider } from './features/undo/UndoContext.tsx';
import { Banners } from './features/visits/Banners.tsx';
import { Board } from './features/visits/Board.tsx';
import { Header } from './features/visits/Header.tsx';
import { CreateProvider, useNewVisit, type NewVisit } from './features/visits/useNewVisit.ts';
import { useTitle } from './features/visits/useTitle.ts';
import { HistoryScreen, LeaveDialog, SettingsScreen, Setup, useLaterScreens } from './laterScreens.tsx';
import { Notice } from './Notice.tsx';
import { useAbilities, useDesk, useStore } from './state/DeskContext.tsx';
import { AlertsProvider } from './ui/Alerts.tsx';
import { useLanguage } from './useLanguage.ts';

export function App() {
  useLanguage();
  const connection = useDesk((state) => state.connection);
  if (connection !== 'opening' && connection !== 'up' && connection !== 'lost')
    return <Notice why={connection} />;
  return (
    <AlertsProvider>
      <UndoProvider>
        <DoctorsProvider>
          <CallProvider>
            <Desk />
          </CallProvider>
        </DoctorsProvider>
      </UndoProvider>
    </AlertsProvider>
  );
}

function Desk() {
  const { t } = useTranslation('board');
  const abilities = useAbilities();
  const settings = useDesk((state) => (abilities.settings ? state.settings : null));
  const loaded = useLoaded();
  useLaterScreens(loaded);
  const { isClinicApp = false } = useStore().bridge;
  const isAway = useDesk((state) => state.connection === 'lost') && isClinicApp;
  const setup = useNeedsSetup();
  const newVisit = useNewVisit();
  const { doctorField, create } = useCreate(newVisit);
  const [planning, setPlanning] = useState(false);
  const screen = useScreen();
  const doctorId = useDesk((state) => state.status?.doctors.presentId);
  const { section, history, show, showHistory, toBoard } = screen;
  useTitle();
  const canCreate = loaded && !setup && abilities.board;
  const createFromAnywhere = useCallback(() => toBoard(create), [toBoard, create]);
  const again = ({ ownerId, label }: HistoryEntry) =>
    toBoard(() => newVisit.create({ ownerId, ...(label !== '' && { label }) }));
  const onBoard = canCreate && section === null && history === null;
  useKeyboard();
  useKey('new-visit', onBoard, create);
  return (
    <div className="app" onClickCapture={dropSecondClick}>
      <Header
        onSettings={section === null ? () => show('server') : null}
        onHistory={canCreate && history === null ? showHistory : null}
        onBack={() => toBoard()}
        onNewVisit={canCreate ? createFromAnywhere : null}
        onPlan={() => toBoard(() => setPlanning(true))}
        onBoard={onBoard}
        busy={newVisit.busy}
        doctorField={doctorField}
      />
      <Banners onSection={show} inSetup={setup} />
      <Computer ready={canCreate} toBoard={toBoard} />
      {!loaded && !isAway && <p className="loading">{t('loading')}</p>}
      {!loaded && isAway && <WrongAddress />}
      {settings && loaded && section !== null && (
        <SettingsScreen view={settings} section={section} onSection={show} onUnsaved={screen.onUnsaved} />
      )}
      {settings && loaded && setup && (
        <Setup view={settings} hidden={section !== null} onRehearsal={() => show('diagnostics')} />
      )}
      {canCreate && section === null && history !== null && (
        // Another doctor's visits are read anew, and nothing of the former one's stays.
        <HistoryScreen key={doctorId} search={history} onAgain={again} />
      )}
      {canCreate && (
        <CreateProvider value={newVisit.create}>
          <Board hidden={!onBoard} note={newVisit.note} onHistory={showHistory} />
        </CreateProvider>
      )}
      {planning && <PlanDialog onClose={() => setPlanning(false)} onPlanned={newVisit.setNote} />}
      <AlertsWatch toBoard={toBoard} />
      {screen.leaving && (
        <LeaveDialog unsaved={screen.unsaved} onStay={screen.stay} onLeave={screen.leaving} />
      )}
    </div>
  );
}

/** The desktop has never come to the service: perhaps it is not there any more, or never was. */
function WrongAddress() {
  const { t } = useTranslation('board');
  return (
    <main className="setup">
      <p className="loading">{t('loading')}</p>
      <div className="panel">
        <ServiceAddress />
      </div>
    </main>
  );
}

/** The second click of a double click does nothing: what moved under the pointer meanwhile was not aimed at. */
function dropSecondClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (event.detail < 2 || !target?.closest('button, a')) return;
  event.preventDefault();
  event.stopPropagation();
}

/** All that this desk needs before it can be worked with. */
function useLoaded(): boolean {
  const { board, settings } = useAbilities();
  return useDesk(
    (state) =>
      state.info !== null &&
      state.status !== null &&
      (!board || state.visits !== null) &&
      (!settings || state.settings !== null),
  );
}

/** A click for a doctor; where one must be chosen first, the way to the choice. */
function useCreate({ create }: NewVisit) {
  const { choosesDoctor } = useAbilities();
  const { chosenId } = useDoctors();
  const doctorField = useRef<HTMLInputElement>(null);
  const run = useCallback(() => {
    if (!choosesDoctor) create({});
    else if (chosenId !== null) create({ ownerId: chosenId });
    else {
      doctorField.current?.focus();
      doctorField.current?.click();
    }
  }, [choosesDoctor, chosenId, create]);
  return { doctorField, create: run };
}

/** The first set-up is shown while something is missing and there is no visit that it would hide. */
function useNeedsSetup(): boolean {
  return useDesk(({ status, visits, info }) => {
    // The clinic's service is set up on its settings screen.
    if (!status || !visits || info?.you || status.demo || status.missing.length === 0) return false;
    return ![...visits.values()].some((visit) => visit.phase !== 'closed');
  });
}
