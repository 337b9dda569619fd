/** Above the cards while some of them are hidden by a search: how many are left, and whom it must not hide for long. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk, useStore } from '../../state/DeskContext.tsx';
import { useMinute } from '../../ui/clock.ts';
import { groupOf, shownVisits } from './groups.ts';
import type { LinkNote } from './useNewVisit.ts';

interface SearchNoteProps {
  readonly visits: ReadonlyMap<string, VisitView>;
  /** `undefined`: nothing is searched for. */
  readonly found: ReadonlyMap<string, VisitView> | undefined;
  readonly note: LinkNote | null;
  readonly onHistory: (search: string) => void;
}

export function SearchNote({ visits, found, note, onHistory }: SearchNoteProps) {
  const { t } = useTranslation('history');
  const store = useStore();
  const search = useDesk((state) => state.search);
  const now = useMinute();
  // A new visit has no name yet, and its card is what the doctor wants to see.
  useEffect(() => {
    if (note) store.search('');
  }, [note, store]);
  const count = found ? shownVisits(found.values(), now).length : 0;
  const urgent = found ? hiddenNeeds(visits, found, now) : 0;
  return (
    <div className={found ? 'search-note' : 'search-note silent'}>
      <p role="status">
        {found && (count === 0 ? t('find-none') : t('find-count', { count }))}
        {urgent > 0 && <b> {t('find-hidden', { count: urgent })}</b>}
      </p>
      {found && (
        <>
          <button type="button" className="button small" onClick={() => store.search('')}>
            {t('find-clear')}
          </button>
          <button type="button" className="button small ghost" onClick={() => onHistory(search.trim())}>
            {t('find-in-history')}
          </button>
        </>
      )}
    </div>
  );
}

function hiddenNeeds(
  visits: ReadonlyMap<string, VisitView>,
  found: ReadonlyMap<string, VisitView>,
  now: number,
): number {
  return [...visits].filter(([id, visit]) => !found.has(id) && groupOf(visit, now) === 'needs-you').length;
}
