import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../ui/useAsk.ts';
import { copyLater } from './clipboard.ts';

/** What a card says of its link, right after the visit was made. */
export interface LinkNote {
  readonly visitId: string;
  readonly copied: boolean;
}

export interface NewVisit {
  readonly busy: boolean;
  readonly note: LinkNote | null;
  readonly create: () => void;
}

/** One click: the visit is made and its link is on the clipboard. */
export function useNewVisit(): NewVisit {
  const { t } = useTranslation('board');
  const { busy, run } = useAsk('visits:create', t('error-visit'));
  const [note, setNote] = useState<LinkNote | null>(null);
  const underWay = useRef(false);
  const create = useCallback(() => {
    if (underWay.current) return;
    underWay.current = true;
    const made = run({});
    const copied = copyLater(
      made.then((visit) => (visit?.phase === 'live' ? visit.link?.url : null) ?? null),
    );
    void Promise.all([made, copied]).then(([visit, onClipboard]) => {
      underWay.current = false;
      if (visit?.phase === 'live' && visit.link) setNote({ visitId: visit.id, copied: onClipboard });
    });
  }, [run]);
  return { busy, note, create };
}
