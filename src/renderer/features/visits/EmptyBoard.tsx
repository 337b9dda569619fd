/** What the board says where cards are missing: each case teaches what to do next. */
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { keptHere } from '../../state/kept.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { useDoctors } from '../doctors/DoctorsContext.tsx';
import { keyCap } from '../keys/keys.ts';
import { useWhen } from '../planned/when.ts';
import { lackOf, type Group } from './groups.ts';

const usedKey = 'visit-desk-used';

interface DayNoteProps {
  readonly groups: readonly Group[];
  readonly visits: ReadonlyMap<string, VisitView>;
}

/** Above the cards: why there is nothing to do now, where that is so. */
export function DayNote({ groups, visits }: DayNoteProps) {
  const { t } = useTranslation('signals');
  const when = useWhen();
  const { choosesDoctor } = useAbilities();
  const { doctors } = useDoctors();
  const lack = lackOf(groups);
  const isEmpty = lack === 'all';
  // The teaching is for whoever has never made a visit at this desk.
  const [wasUsed] = useState(() => keptHere.getItem(usedKey) !== null);
  useEffect(() => {
    if (!isEmpty) keptHere.setItem(usedKey, 'yes');
  }, [isEmpty]);
  if (isEmpty && choosesDoctor && doctors?.length === 0) return <NoDoctors />;
  if (isEmpty) return wasUsed ? <NewDay /> : <EmptyBoard />;
  if (lack === null) return null;
  const [next] = groups.find(({ name }) => name === 'planned')?.ids ?? [];
  const at = visits.get(next ?? '')?.startsAt ?? null;
  return (
    <p className="day-note">
      <Icon name="check" />
      {lack === 'all-done' || at === null ? t('all-done') : t('only-planned', { when: lower(when(at)) })}
    </p>
  );
}

/** It stands inside a sentence there. */
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** For whoever knows the way. */
function NewDay() {
  const { t } = useTranslation('signals');
  return (
    <Nothing title={t('none-title')}>
      <p>{t('none-text', { make: keyCap('new-visit'), plan: keyCap('plan') })}</p>
    </Nothing>
  );
}

/** Teaches the whole way in three lines. */
function EmptyBoard() {
  const { t } = useTranslation('board');
  const { choosesDoctor } = useAbilities();
  return (
    <Nothing title={t('empty-title')}>
      <p>{t(choosesDoctor ? 'empty-text-reception' : 'empty-text')}</p>
      <ol>
        <li>{t(choosesDoctor ? 'empty-step-1-reception' : 'empty-step-1')}</li>
        <li>{t('empty-step-2')}</li>
        <li>{t(choosesDoctor ? 'empty-step-3-reception' : 'empty-step-3')}</li>
      </ol>
      <p className="hint">{t('empty-planned')}</p>
    </Nothing>
  );
}

interface NothingProps {
  readonly title: string;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** In the middle of the board that has no card. */
function Nothing({ title, icon = 'camera', children }: NothingProps) {
  return (
    <div className="empty">
      <span className="mark large">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

function NoDoctors() {
  const { t } = useTranslation('board');
  return (
    <Nothing title={t('doctors-none-title')} icon="person">
      <p>{t('doctors-none-text')}</p>
    </Nothing>
  );
}
