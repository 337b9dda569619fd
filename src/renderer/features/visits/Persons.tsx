import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { PersonLine } from './PersonLine.tsx';

/** A line for each person of a visit, in the order in which they came. */
export function Persons({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const { busy, run } = useAsk('persons:letIn', t('error-action'));
  if (visit.persons.length === 0) return null;
  const persons = [...visit.persons].sort((a, b) => a.pressedAt - b.pressedAt);
  const waiting = persons.filter((person) => person.state === 'waiting');
  const letIn = (personIds: readonly string[]) => void run({ visitId: visit.id, personIds: [...personIds] });
  return (
    <div className="persons">
      <ul aria-label={t('persons')}>
        {persons.map((person) => (
          <PersonLine
            key={person.id}
            person={person}
            alone={persons.length === 1}
            first={person === waiting[0]}
            busy={busy}
            onLetIn={() => letIn([person.id])}
          />
        ))}
      </ul>
      {waiting.length > 1 && (
        <button
          type="button"
          className="button small"
          aria-disabled={busy}
          onClick={() => letIn(waiting.map((person) => person.id))}
        >
          {t('let-in-all')}
        </button>
      )}
      <Say visit={visit} />
    </div>
  );
}

/** The sentence to read out when somebody is in trouble. */
function Say({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const { word } = visit.stage;
  if (word !== 'stuck' && word !== 'lost') return null;
  return <p className="say">{t(`${word}-say`, { sentence: t(`${word}-sentence`) })}</p>;
}
