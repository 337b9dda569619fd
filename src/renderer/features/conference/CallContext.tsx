/** The one call that the doctor is in, embedded beside the board. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput, VisitView } from '../../../shared/ipc/contract.ts';
import { useApi, useDesk } from '../../state/DeskContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useTaken } from './useTaken.ts';
import { joinAfterReload, takeJoinAfterReload, useFramePolicy } from './framePolicy.ts';

export interface OpenCall {
  readonly visitId: string;
  readonly url: string;
  readonly partition: RequestOutput<'call:enter'>['partition'];
}

interface CallState {
  readonly call: OpenCall | null;
  readonly visitId: string | null;
  readonly opening: boolean;
  readonly join: (visit: VisitView) => void;
  readonly leave: () => void;
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
  const { t } = useTranslation('board');
  const api = useApi();
  const visits = useDesk((state) => state.visits);
  const enter = useAsk('call:enter', t('error-call'));
  const [open, setOpen] = useState<OpenCall | null>(null);
  const [wanted, setWanted] = useState<VisitView | null>(null);
  // The pane goes with its visit, whoever ended it.
  const call = open && visits?.get(open.visitId)?.phase === 'live' ? open : null;
  const visitId = call?.visitId ?? null;
  // Without a word to the core: the call goes on where it was taken to.
  const { taken, forgetTaken } = useTaken(visitId, () => setOpen(null));

  const leave = useCallback(() => {
    setOpen(null);
    if (open) void api.request('call:leave', { visitId: open.visitId });
  }, [api, open]);
  const { run, busy } = enter;
  const mayFrame = useFramePolicy();
  const go = useCallback(
    async (visit: VisitView) => {
      leave();
      forgetTaken();
      const answer = await run({ visitId: visit.id });
      if (!answer?.url) return;
      if (mayFrame(answer.url)) setOpen({ visitId: visit.id, url: answer.url, partition: answer.partition });
      else joinAfterReload(visit.id);
    },
    [leave, forgetTaken, run, mayFrame],
  );
  useEffect(() => {
    if (!visits) return;
    const visit = visits.get(takeJoinAfterReload() ?? '');
    if (visit) queueMicrotask(() => void go(visit));
  }, [visits, go]);
  const join = useCallback(
    (visit: VisitView) => {
      if (call) setWanted(visit);
      else void go(visit);
    },
    [call, go],
  );
  const state = useMemo(
    () => ({ call, visitId, opening: busy, join, leave, taken, forgetTaken }),
    [call, visitId, busy, join, leave, taken, forgetTaken],
  );
  useLeaveGuard(call !== null);
  return (
    <CallContext value={state}>
      {children}
      {wanted && (
        <SwitchDialog
          onStay={() => setWanted(null)}
          onSwitch={() => {
            setWanted(null);
            void go(wanted);
          }}
        />
      )}
    </CallContext>
  );
}

interface SwitchDialogProps {
  readonly onStay: () => void;
  readonly onSwitch: () => void;
}

function SwitchDialog({ onStay, onSwitch }: SwitchDialogProps) {
  const { t } = useTranslation('board');
  return (
    <Dialog
      title={t('switch-title')}
      onClose={onStay}
      actions={
        <>
          <button type="button" className="button" onClick={onStay}>
            {t('stay')}
          </button>
          <button type="button" className="button main" onClick={onSwitch}>
            {t('switch-confirm')}
          </button>
        </>
      }
    >
      <p>{t('switch-text')}</p>
    </Dialog>
  );
}

/** Closing the window in a call asks first. */
function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [active]);
}
