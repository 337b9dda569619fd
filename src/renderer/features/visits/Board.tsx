import { Fragment, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useMinute } from '../../ui/clock.ts';
import { Icon } from '../../ui/Icon.tsx';
import { OfVisit } from '../alerts/privacy.ts';
import { CallPlace, useDeskClass } from '../conference/CallPlace.tsx';
import { useCards, useNewCard } from '../keys/useCards.ts';
import { findVisits } from './boardSearch.ts';
import { DayNote } from './EmptyBoard.tsx';
import { kindsOf, shownIds, type Group } from './groups.ts';
import { LaterDays } from './LaterDays.tsx';
import { SearchNote } from './SearchNote.tsx';
import type { LinkNote } from './useNewVisit.ts';
import { useStableGroups } from './useStableGroups.ts';
import { VisitCard } from './VisitCard.tsx';

interface BoardProps {
  /** Out of sight behind the settings, but alive: a call in it goes on. */
  readonly hidden: boolean;
  readonly note: LinkNote | null;
  /** To look there for a name that no card has. */
  readonly onHistory: (search: string) => void;
}

export function Board({ hidden, note, onHistory }: BoardProps) {
  const visits = useDesk((state) => state.visits);
  const deskClass = useDeskClass();
  return (
    <main className={deskClass} hidden={hidden}>
      {visits && <Visits visits={visits} note={note} onHistory={onHistory} />}
      <CallPlace />
    </main>
  );
}

interface VisitsProps {
  readonly visits: ReadonlyMap<string, VisitView>;
  readonly note: LinkNote | null;
}

function Visits({ visits: all, note, onHistory }: VisitsProps & Pick<BoardProps, 'onHistory'>) {
  const { t } = useTranslation('board');
  const board = useRef<HTMLElement>(null);
  const search = useDesk((state) => state.search);
  const found = useMemo(() => findVisits(all, search), [all, search]);
  const visits = found ?? all;
  const groups = useStableGroups(visits, board);
  useCards(board);
  useNewCard(note);
  const stale = useDesk((state) => state.staleSince !== null);
  return (
    <section ref={board} className={stale ? 'board stale' : 'board'} aria-label={t('board-heading')}>
      <SearchNote visits={all} found={found} note={note} onHistory={onHistory} />
      {!found && <DayNote groups={groups} visits={visits} />}
      {groups.map((group) => (
        <Fragment key={group.name}>
          <GroupOfCards group={group} visits={visits} note={note} />
          {group.name === 'planned' && <LaterDays />}
        </Fragment>
      ))}
      <VaultNote />
    </section>
  );
}

function GroupOfCards({ group, visits, note }: VisitsProps & { readonly group: Group }) {
  const { t } = useTranslation('board');
  const revealed = useDesk((state) => state.revealed?.visitId);
  const minute = useMinute();
  const [pages, setPages] = useState(1);
  if (group.ids.length === 0) return null;
  const shown = shownIds(group.ids, pages, [note?.visitId, revealed]);
  const hidden = group.ids.length - shown.length;
  // Of several kinds while cards are held: a heading says what stands below it.
  const kinds = kindsOf(group.ids, visits, minute);
  return (
    <section className="group" aria-label={kinds.map(({ name }) => t(`group-${name}`)).join(', ')}>
      <h2>
        {kinds.map(({ name, count }) => (
          <span key={name} className="kind">
            <span>{t(`group-${name}`)}</span>
            <span className="count">{count}</span>
          </span>
        ))}
      </h2>
      <div className="cards">
        {shown.map((id) => {
          const visit = visits.get(id);
          const copiedAtOnce = note?.visitId === id ? note.copied : null;
          return (
            visit && (
              <OfVisit key={id} value={id}>
                <VisitCard visit={visit} copiedAtOnce={copiedAtOnce} />
              </OfVisit>
            )
          );
        })}
      </div>
      {hidden > 0 && (
        <button type="button" className="button small show-more" onClick={() => setPages(pages + 1)}>
          {t('show-more', { count: hidden })}
        </button>
      )}
    </section>
  );
}

/** Where keys lie when there is no vault: it stays in sight, because it stays true. */
function VaultNote() {
  const { t } = useTranslation('board');
  const vault = useDesk(({ status, info }) =>
    // At the clinic's service they lie there, and that is its administrator's to know.
    status && !status.demo && !info?.you ? status.vault : null,
  );
  if (!vault || (vault.strength === 'strong' && vault.lasting)) return null;
  return (
    <p className="vault-note" role="note">
      <Icon name="lock" />
      {t(vault.lasting ? 'banner-vault-weak' : 'banner-vault-none')}
    </p>
  );
}
