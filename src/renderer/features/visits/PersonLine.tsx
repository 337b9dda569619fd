import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/ipc/contract.ts';
import type { PersonState } from '../../../shared/person.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';

/** Who stands outside and can be let in. */
export const canBeLetIn: ReadonlySet<PersonState> = new Set<PersonState>([
  'waiting',
  'asleep',
  'gone',
  'declined',
]);

interface PersonLineProps {
  readonly person: PersonView;
  /** The card's own stage tells this person's: it is not said twice. */
  readonly alone: boolean;
  /** Who has waited longest: one primary button per card. */
  readonly first: boolean;
  readonly busy: boolean;
  readonly onLetIn: () => void;
}

/** One browser that pressed Join: the typed name, where it is, and the way in. */
export function PersonLine({ person, alone, first, busy, onLetIn }: PersonLineProps) {
  const { t } = useTranslation('board');
  const nameId = useId();
  const { word, since, tone } = person.stage;
  return (
    <li className="person">
      <span id={nameId} className="person-name" dir="auto">
        {person.name}
      </span>
      {!alone && (
        <span className="person-stage">
          <span className={`word ${tone}`}>{t(`stage-${word}`)}</span>
          <RunningTime since={since} word={word} />
        </span>
      )}
      {canBeLetIn.has(person.state) && (
        <button
          type="button"
          className={first ? 'button small main' : 'button small'}
          aria-describedby={nameId}
          aria-disabled={busy}
          onClick={onLetIn}
        >
          {t('let-in')}
        </button>
      )}
    </li>
  );
}
