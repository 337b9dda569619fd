import { useTranslation } from 'react-i18next';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { callsAreTimed } from './calls.ts';
import { PersonLine } from './PersonLine.tsx';
import { useRoom, usualMinutes, type Room } from './useRoom.ts';
import { canBeLetIn, hasPlace, isWaiting } from './waitingRoom.ts';

/** A line for each person of a visit, in the order in which they came. */
export function Persons({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const room = useRoom(visit.id);
  if (visit.persons.length === 0) return null;
  const persons = [...visit.persons].sort((a, b) => a.pressedAt - b.pressedAt);
  // There is no call yet to be let into where the visit failed.
  const outside = visit.phase === 'live' ? persons.filter(canBeLetIn) : [];
  const several = outside.length > 1;
  const selected = several ? outside.filter(({ id }) => room.selected.has(id)) : [];
  const firstWaiting = persons.find(isWaiting);
  // The card's own stage tells of the only person, unless it tells of something else.
  const showStage = persons.length > 1 || visit.stage.word === 'call-me' || visit.phase === 'failed';
  return (
    <div className="persons">
      <ul aria-label={t('persons')}>
        {persons.map((person) => (
          <PersonLine
            key={person.id}
            visitId={visit.id}
            person={person}
            room={room}
            outside={outside.includes(person)}
            timed={callsAreTimed(visit)}
            showStage={showStage}
            primary={person === firstWaiting && selected.length === 0}
            selectable={several}
          />
        ))}
      </ul>
      {several && <TogetherRow persons={outside} selected={selected} room={room} />}
    </div>
  );
}

interface TogetherRowProps {
  readonly persons: readonly PersonView[];
  readonly selected: readonly PersonView[];
  readonly room: Room;
}

/** For those who are selected; for all who wait while nobody is. */
function TogetherRow({ persons, selected, room }: TogetherRowProps) {
  const { t } = useTranslation('board');
  const chosen = selected.length > 0;
  const toLetIn = chosen ? selected : persons.filter(isWaiting);
  const toTell = (chosen ? selected : persons).filter(hasPlace);
  const minutes = usualMinutes[0];
  return (
    <div className="row wrap together">
      {(chosen || toLetIn.length > 1) && (
        <button
          type="button"
          className={chosen ? 'button small main' : 'button small'}
          aria-disabled={room.busy}
          onClick={() => room.letIn(toLetIn)}
        >
          {chosen ? t('let-in-some', { number: toLetIn.length }) : t('let-in-all')}
        </button>
      )}
      {toTell.length > 0 && (
        <button
          type="button"
          className="button small"
          title={t('tell-hint')}
          aria-disabled={room.busy}
          onClick={() => room.tell(toTell, { kind: 'minutes', minutes })}
        >
          {chosen ? t('tell-some', { number: toTell.length }) : t('tell-all')}
        </button>
      )}
    </div>
  );
}
