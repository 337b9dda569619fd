/** One key: ends this visit, lets in who waits longest, and goes into that call. */
import { useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useStore } from '../../state/DeskContext.tsx';
import type { DeskStore } from '../../state/deskStore.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { openAhead } from './ahead.ts';
import { askToLetIn, focusCard } from './focus.ts';
import { namesOf, nextPatient, stillNext, type Choice, type NextPatient } from './nextPatient.ts';

/** Who has just come in, so that the name is looked at. */
export interface Greeted {
  readonly visitId: string;
  readonly personId: string;
}

type CallKind = VisitView['call']['kind'];

interface Parts {
  readonly visited: ReadonlySet<string>;
  /** `tab`: for a call that is in one. Resolves with whether the doctor is in. */
  readonly enter: (visit: VisitView, tab: Window | null) => Promise<boolean>;
  /** Nobody, or nobody yet. */
  readonly close: () => void;
  /** Said to whoever looks at the board or listens to it. */
  readonly say: (text: string) => void;
}

export interface EndAndNext {
  /** From one call of this kind to the next: the place of the call stays, so that nothing jumps. `null`: not now. */
  readonly moving: CallKind | null;
  readonly run: (visit: VisitView) => Promise<void>;
  readonly greeted: Greeted | null;
  readonly forgetGreeted: () => void;
}

/** As they are now. */
const visitsOf = (store: DeskStore): Iterable<VisitView> => store.state().visits?.values() ?? [];

export function useEndAndNext({ visited, enter, close, say }: Parts): EndAndNext {
  const { t } = useTranslation('call');
  const { t: onBoard } = useTranslation('board');
  const store = useStore();
  const { run: end } = useAsk('visits:end', onBoard('error-action'));
  const { run: letIn } = useAsk('persons:letIn', onBoard('error-action'));
  const [moving, setMoving] = useState<CallKind | null>(null);
  const running = useRef(false);
  const [greeted, setGreeted] = useState<Greeted | null>(null);
  const toBoard = useCallback(
    (visitId: string) =>
      flushSync(() => {
        close();
        setMoving(null);
        store.reveal(visitId);
      }),
    [close, store],
  );
  const take = useCallback(
    async (chosen: NextPatient, choice: Choice, tab: Window | null) => {
      const next = stillNext(chosen, visitsOf(store), choice);
      const visitId = chosen.visit.id;
      const personId = chosen.person.id;
      if (next?.outside && namesOf(next.visit, next.person).likeness === 'unlike') {
        tab?.close();
        toBoard(visitId);
        askToLetIn(visitId, personId);
        return;
      }
      const isIn = next && (!next.outside || (await letIn({ visitId, personIds: [personId] })) !== undefined);
      // Its call may have changed while it was asked.
      if (isIn && (await enter(store.state().visits?.get(visitId) ?? next.visit, tab))) {
        setGreeted({ visitId, personId });
        return;
      }
      tab?.close();
      toBoard(visitId);
      focusCard(visitId);
      if (!next) say(t('next-gone'));
    },
    [store, toBoard, letIn, enter, say, t],
  );
  const run = useCallback(
    async (visit: VisitView) => {
      if (running.current) return;
      running.current = true;
      const choice = { leaving: visit.id, visited };
      const ahead = visit.call.kind === 'tab' ? openAhead(visitsOf(store), choice) : null;
      setMoving(visit.call.kind);
      const isEnded = (await end({ visitId: visit.id })) !== undefined;
      const next = isEnded ? (ahead?.next ?? nextPatient(visitsOf(store), choice)) : null;
      if (next) await take(next, choice, ahead?.tab ?? null);
      else ahead?.tab?.close();
      if (isEnded && !next) {
        toBoard(visit.id);
        say(t('next-nobody'));
      }
      setMoving(null);
      running.current = false;
    },
    [end, store, visited, take, toBoard, say, t],
  );
  const forgetGreeted = useCallback(() => setGreeted(null), []);
  return { moving, run, greeted, forgetGreeted };
}
