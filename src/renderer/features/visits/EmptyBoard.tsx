/** What the board says where cards are missing: each case teaches what to do next. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { keptHere } from '../../state/kept.ts';
import { Icon } from '../../ui/Icon.tsx';
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
  const lack = lackOf(groups);
  const isEmpty = lack === 'all';
  // The teaching is for whoever has never made a visit at this desk.
  const [wasUsed] = useState(() => keptHere.getItem(usedKey) !== null);
  useEffect(() => {
    if (!isEmpty) keptHere.setItem(usedKey, 'yes');
  }, [isEmpty]);
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
  const { choosesDoctor } = useAbilities();
  const { doctors } = useDoctors();
  if (choosesDoctor && doctors?.length === 0) return <NoDoctors />;
  return (
    <div className="empty">
      <span className="mark large">
        <Icon name="camera" />
      </span>
      <h2>{t('none-title')}</h2>
      <p>{t('none-text', { make: keyCap('new-visit'), plan: keyCap('plan') })}</p>
    </div>
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
