/** The one call that the doctor is in, embedded beside the board. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { loadAhead } from './ahead.ts';
import { CallNote, useNote } from './CallNote.tsx';
import { takeJoinAfterReload } from './framePolicy.ts';
import { ScreenPicker } from './ScreenPicker.tsx';
import { useAway, type AwayState } from './useAway.ts';
import { useCallFocus } from './useCallFocus.ts';
import { useEndAndNext, type EndAndNext } from './useEndAndNext.ts';
import { useLayout, type LayoutState } from './useLayout.ts';
import { useLeaveGuard } from './useLeaveGuard.ts';
import { useOpenCall, type OpenCall } from './useOpenCall.ts';
import { useTaken } from './useTaken.ts';

export type { OpenCall };

interface CallState extends LayoutState {
  readonly call: OpenCall | null;
  readonly visitId: string | null;
  readonly opening: boolean;
  readonly join: (visit: VisitView) => void;
  readonly leave: () => void;
  /** Enters the present call once more, with a new address. */
  readonly again: () => void;
  readonly next: EndAndNext;
  /** Whose calls the doctor has been in. */
  readonly visited: ReadonlySet<string>;
  /** The call that the doctor is in elsewhere: in a tab, or in TrueConf's app. */
  readonly away: AwayState;
  /** The visit whose call was here until it was taken over at another desk of the same doctor. */
  readonly taken: VisitView | null;
  readonly forgetTaken: () => void;
}

const CallContext = createContext<CallState | null>(null);

export function useCall(): CallState {
  const state = useContext(CallContext);
  if (!state) throw new Error('no CallProvider above');
  return state;
}

export function CallProvider({ children }: { readonly children: ReactNode }) {
  const { call, opening, leave, close, enter } = useOpenCall();
  const [visited] = useState(() => new Set<string>());
  const visitId = call?.visitId ?? null;
  const away = useAway();
  // Without a word to the core: the call goes on where it was taken to.
  const { taken, forgetTaken } = useTaken(visitId, close, away.comeBack);
  const layout = useLayout(visitId);
  const { note, say } = useNote();
  const go = useCallback(
    async (id: string) => {
      forgetTaken();
      const isIn = await enter(id);
      if (isIn) visited.add(id);
      return isIn;
    },
    [forgetTaken, enter, visited],
  );
  const goAway = away.go;
  const enterNext = useCallback(
    async ({ id, call: { kind, url } }: VisitView, tab: Window | null) => {
      if (kind === 'embedded') return go(id);
      if (kind === 'tab' && (tab === null || url === null)) return false;
      const isIn = await goAway(id);
      if (isIn) visited.add(id);
      if (isIn && tab && url !== null) loadAhead(tab, url);
      return isIn;
    },
    [go, goAway, visited],
  );
  const next = useEndAndNext({ visited, enter: enterNext, close, say });
  const { join, wanted, stay, move } = useJoin(call, leave, go);
  const again = useCallback(() => void (call && go(call.visitId)), [call, go]);
  useLeaveGuard(call !== null);
  useCallFocus(visitId ?? away.away?.id ?? null, layout.layout, next.moving !== null);
  const state = useMemo(
    () => ({
      call,
      visitId,
      opening,
      join,
      leave,
      again,
      next,
      visited,
      away,
      taken,
      forgetTaken,
      ...layout,
    }),
    [call, visitId, opening, join, leave, again, next, visited, away, taken, forgetTaken, layout],
  );
  return (
    <CallContext value={state}>
      {children}
      <CallNote text={note} />
      <ScreenPicker />
      {wanted && <SwitchDialog onStay={stay} onSwitch={move} />}
    </CallContext>
  );
}

/** The way into a call: at once or, out of another one, after a question. */
function useJoin(call: OpenCall | null, leave: () => void, go: (visitId: string) => Promise<boolean>) {
  const visits = useDesk((state) => state.visits);
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (!visits) return;
    const visit = visits.get(takeJoinAfterReload() ?? '');
    if (visit) queueMicrotask(() => void go(visit.id));
  }, [visits, go]);
  const join = useCallback(
    ({ id }: VisitView) => {
      if (call) setWanted(id);
      else void go(id);
    },
    [call, go],
  );
  const move = useCallback(() => {
    setWanted(null);
    leave();
    if (wanted !== null) void go(wanted);
  }, [leave, go, wanted]);
  return { join, wanted, stay: useCallback(() => setWanted(null), []), move };
}

interface SwitchDialogProps {
  readonly onStay: () => void;
  readonly onSwitch: () => void;
}

function SwitchDialog({ onStay, onSwitch }: SwitchDialogProps) {
  const { t } = useTranslation('board');
  return (
    <QuestionDialog
      title={t('switch-title')}
      noText={t('stay')}
      yesText={t('switch-confirm')}
      onNo={onStay}
      onYes={onSwitch}
    >
      <p>{t('switch-text')}</p>
    </QuestionDialog>
  );
}
