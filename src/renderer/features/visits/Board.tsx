import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useCall } from '../conference/CallContext.tsx';
import { ConferencePane, TakenPane } from '../conference/ConferencePane.tsx';
import { useDoctors } from '../doctors/DoctorsContext.tsx';
import { kindsOf, shownIds, type Group } from './groups.ts';
import { LaterDays } from './LaterDays.tsx';
import type { LinkNote } from './useNewVisit.ts';
import { useStableGroups } from './useStableGroups.ts';
import { VisitCard } from './VisitCard.tsx';

interface BoardProps {
  /** Out of sight behind the settings, but alive: a call in it goes on. */
  readonly hidden: boolean;
  readonly note: LinkNote | null;
}

export function Board({ hidden, note }: BoardProps) {
  const visits = useDesk((state) => state.visits);
  const { call, taken } = useCall();
  return (
    <main className={call || taken ? 'desk with-call' : 'desk'} hidden={hidden}>
      {visits && <Visits visits={visits} note={note} />}
      {call && <ConferencePane key={call.url} call={call} />}
      {!call && taken && <TakenPane visit={taken} />}
    </main>
  );
}

interface VisitsProps {
  readonly visits: ReadonlyMap<string, VisitView>;
  readonly note: LinkNote | null;
}

function Visits({ visits, note }: VisitsProps) {
  const { t } = useTranslation('board');
  const board = useRef<HTMLElement>(null);
  const groups = useStableGroups(visits, board);
  const stale = useDesk((state) => state.staleSince !== null);
  const empty = groups.every((group) => group.ids.length === 0);
  return (
    <section ref={board} className={stale ? 'board stale' : 'board'} aria-label={t('board-heading')}>
      {empty && <EmptyBoard />}
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
  const revealed = useDesk((state) => state.revealed);
  const [pages, setPages] = useState(1);
  if (group.ids.length === 0) return null;
  const shown = shownIds(group.ids, pages, [note?.visitId, revealed]);
  const hidden = group.ids.length - shown.length;
  // Of several kinds while cards are held: a heading says what stands below it.
  const kinds = kindsOf(group.ids, visits);
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
          return visit && <VisitCard key={id} visit={visit} copiedAtOnce={copiedAtOnce} />;
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

/** Teaches the whole way in three lines. */
function EmptyBoard() {
  const { t } = useTranslation('board');
  const { choosesDoctor } = useAbilities();
  const { doctors } = useDoctors();
  if (choosesDoctor && doctors?.length === 0) return <NoDoctors />;
  return (
    <div className="empty">
      <span className="mark large">
        <Icon name="camera" />
      </span>
      <h2>{t('empty-title')}</h2>
      <p>{t(choosesDoctor ? 'empty-text-reception' : 'empty-text')}</p>
      <ol>
        <li>{t(choosesDoctor ? 'empty-step-1-reception' : 'empty-step-1')}</li>
        <li>{t('empty-step-2')}</li>
        <li>{t(choosesDoctor ? 'empty-step-3-reception' : 'empty-step-3')}</li>
      </ol>
      <p className="hint">{t('empty-planned')}</p>
    </div>
  );
}

function NoDoctors() {
  const { t } = useTranslation('board');
  return (
    <div className="empty">
      <span className="mark large">
        <Icon name="person" />
      </span>
      <h2>{t('doctors-none-title')}</h2>
      <p>{t('doctors-none-text')}</p>
    </div>
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
