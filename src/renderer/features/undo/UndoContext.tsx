/** The last thing that can be taken back, for five seconds: by the button of the bar, by U, or by Ctrl+Z. */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Envelope } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { cardOfVisit } from '../../ui/cards.ts';
import { useKey } from '../keys/useKey.ts';
import { UndoBar } from './UndoBar.tsx';

export interface Undoable {
  /** What was done, in a sentence without a name. */
  readonly text: string;
  /** On whose card it was done: the focus goes there. */
  readonly visitId: string;
  /** Takes it back. */
  readonly run: () => Promise<Envelope<unknown>>;
}

type Offer = (undoable: Undoable) => void;

const OfferContext = createContext<Offer>(() => undefined);
/** Offers to take back what was just done; what was offered before cannot be taken back any more. */
export const useUndo = (): Offer => useContext(OfferContext);

const offeredForMs = 5_000;

/** `id`: each offer has its five seconds, also where it reads as the one before. */
export interface Offered extends Undoable {
  readonly id: number;
}

export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const [offered, setOffered] = useState<Offered | null>(null);
  /** The offer that the pointer or the focus is on: it goes without a word when its bar goes. */
  const [heldId, setHeldId] = useState<number | null>(null);
  const count = useRef(0);
  const doctorId = useDesk(({ status }) => status?.doctors.presentId);
  const [offerer, setOfferer] = useState(doctorId);
  // Whoever works here now has nothing to take back of what another doctor did.
  if (offerer !== doctorId) {
    setOfferer(doctorId);
    setOffered(null);
  }
  const held = offered !== null && heldId === offered.id;
  const undo = useTakingBack(offered, () => setOffered(null));
  const offer = useCallback<Offer>((undoable) => {
    count.current += 1;
    setOffered({ ...undoable, id: count.current });
  }, []);
  useEffect(() => {
    // Whoever points at the button, or has come to it with the keyboard, is on the way to press it.
    if (!offered || held) return undefined;
    const timer = setTimeout(() => setOffered(null), offeredForMs);
    return () => clearTimeout(timer);
  }, [offered, held]);
  useKey('undo', offered !== null, undo);
  useControlZ(offered !== null, undo);
  return (
    <OfferContext value={offer}>
      {children}
      <UndoBar
        offered={offered}
        onUndo={undo}
        onHold={(on) => setHeldId(on && offered ? offered.id : null)}
      />
    </OfferContext>
  );
}

function useTakingBack(offered: Offered | null, forget: () => void): () => void {
  const { t } = useTranslation('card');
  const notify = useNotify();
  const takeBack = async ({ visitId, run }: Undoable): Promise<void> => {
    const hadFocus = document.activeElement?.closest('.undo') ?? null;
    forget();
    if (hadFocus) focusCard(visitId);
    const answer = await run();
    if (!answer.ok) notify(t('undo-failed'), answer.error);
  };
  return () => void (offered && takeBack(offered));
}

/** The bar that had the focus goes away. */
function focusCard(visitId: string): void {
  cardOfVisit(visitId)?.focus({ preventScroll: true });
}

/** By its letter where the layout is Latin (German has it elsewhere), by its place in others. */
const isZ = ({ key, code }: KeyboardEvent): boolean =>
  /^[a-z]$/i.test(key) ? key.toLowerCase() === 'z' : code === 'KeyZ';

/** Where text is typed it takes back what was typed. */
function useControlZ(enabled: boolean, run: () => void): void {
  const runNow = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || !isZ(event)) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], dialog')) return;
      event.preventDefault();
      runNow();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}
