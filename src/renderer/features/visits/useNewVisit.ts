import { createContext, useCallback, useContext, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestInput, VisitView } from '../../../shared/ipc/contract.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { copyLater } from './clipboard.ts';

/** What a card says of its link, right after the visit was made. */
export interface LinkNote {
  readonly visitId: string;
  readonly copied: boolean;
  /** What had the focus when the visit was asked for. */
  readonly from: Element | null;
}

export interface NewVisit {
  readonly busy: boolean;
  readonly note: LinkNote | null;
  readonly setNote: (note: LinkNote) => void;
  readonly create: (input: RequestInput<'visits:create'>) => void;
}

const CreateContext = createContext<NewVisit['create']>(() => undefined);
/** Gives the one way in which this screen makes visits to its cards. */
export const CreateProvider = CreateContext.Provider;
export const useCreateVisit = (): NewVisit['create'] => useContext(CreateContext);

/** The link that can be sent now; `null`: there is none. */
export const linkOf = (visit: VisitView | undefined): string | null =>
  visit?.phase === 'live' || visit?.phase === 'planned' ? (visit.link?.url ?? null) : null;

/** One click: the visit is made and its link is on the clipboard. */
export function useNewVisit(): NewVisit {
  const { t } = useTranslation('board');
  const { busy, run } = useAsk('visits:create', t('error-visit'));
  const [note, setNote] = useState<LinkNote | null>(null);
  const underWay = useRef(false);
  const create = useCallback(
    (input: RequestInput<'visits:create'>) => {
      if (underWay.current) return;
      underWay.current = true;
      const from = document.activeElement;
      const made = run(input);
      const copied = copyLater(made.then(linkOf));
      void Promise.all([made, copied]).then(([visit, onClipboard]) => {
        underWay.current = false;
        if (visit && linkOf(visit) !== null) setNote({ visitId: visit.id, copied: onClipboard, from });
      });
    },
    [run],
  );
  return { busy, note, setNote, create };
}
