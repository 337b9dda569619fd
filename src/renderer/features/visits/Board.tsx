import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useCall } from '../conference/CallContext.tsx';
import { ConferencePane } from '../conference/ConferencePane.tsx';
import type { Group } from './groups.ts';
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
  const { call } = useCall();
  return (
    <main className={call ? 'desk with-call' : 'desk'} hidden={hidden}>
      {visits && <Visits visits={visits} note={note} />}
      {call && <ConferencePane key={call.url} call={call} />}
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
  const empty = groups.every((group) => group.ids.length === 0);
  return (
    <section ref={board} className="board" aria-label={t('board-heading')}>
      {empty && <EmptyBoard />}
      {groups.map((group) => (
        <GroupOfCards key={group.name} group={group} visits={visits} note={note} />
      ))}
      <VaultNote />
    </section>
  );
}

function GroupOfCards({ group, visits, note }: VisitsProps & { readonly group: Group }) {
  const { t } = useTranslation('board');
  if (group.ids.length === 0) return null;
  return (
    <section className={`group ${group.name}`} aria-label={t(`group-${group.name}`)}>
      <h2>
        <span>{t(`group-${group.name}`)}</span>
        <span className="count">{group.ids.length}</span>
      </h2>
      <div className="cards">
        {group.ids.map((id) => {
          const visit = visits.get(id);
          const copiedAtOnce = note?.visitId === id ? note.copied : null;
          return visit && <VisitCard key={id} visit={visit} copiedAtOnce={copiedAtOnce} />;
        })}
      </div>
    </section>
  );
}

/** Teaches the whole way in three lines. */
function EmptyBoard() {
  const { t } = useTranslation('board');
  return (
    <div className="empty">
      <span className="mark large">
        <Icon name="camera" />
      </span>
      <h2>{t('empty-title')}</h2>
      <p>{t('empty-text')}</p>
      <ol>
        <li>{t('empty-step-1')}</li>
        <li>{t('empty-step-2')}</li>
        <li>{t('empty-step-3')}</li>
      </ol>
    </div>
  );
}

/** Where keys lie when there is no vault: it stays in sight, because it stays true. */
function VaultNote() {
  const { t } = useTranslation('board');
  const vault = useDesk((state) => (state.status && !state.status.demo ? state.status.vault : null));
  if (!vault || (vault.strength === 'strong' && vault.lasting)) return null;
  return (
    <p className="vault-note" role="note">
      <Icon name="lock" />
      {t(vault.lasting ? 'banner-vault-weak' : 'banner-vault-none')}
    </p>
  );
}
