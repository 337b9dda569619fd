import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/ipc/contract.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { toBeQuoted } from '../../ui/quotes.ts';
import { clockTime } from '../../ui/times.ts';
import { CallMe } from './CallMe.tsx';
import { CameraNews, Say } from './CameraNews.tsx';
import { adviceFor, cameraOf } from './cameraWords.ts';
import { PersonActions } from './PersonActions.tsx';
import { SightNote } from './SightNote.tsx';
import type { Room } from './useRoom.ts';
import { canBeLetIn, type LetIn } from './waitingRoom.ts';

interface PersonLineProps {
  readonly visitId: string;
  readonly person: PersonView;
  readonly room: Room;
  /** Not where the card's own stage tells it already. */
  readonly showStage: boolean;
  /** Can be let in now. */
  readonly outside: boolean;
  /** Whether a cry for a call tells its own time. */
  readonly timed: boolean;
  /** One primary button per card. */
  readonly primary: boolean;
  /** Whether several can be let in at once. */
  readonly selectable: boolean;
  readonly letIn: LetIn;
}

/** One browser that pressed Join: the typed name, where it is, what was told to it, and what can be done. */
export function PersonLine(props: PersonLineProps) {
  const { visitId, person, room, showStage, outside, timed, primary, selectable, letIn } = props;
  const nameId = useId();
  const { word, since, tone } = person.stage;
  const { t } = useTranslation('board');
  return (
    <li className={selectable ? 'person compact' : 'person'}>
      <div className="facts-bar">
        <div className="person-head">
          <PersonName person={person} room={room} selectable={selectable && outside} nameId={nameId} />
          {showStage && (
            <span className="person-stage">
              <span className={`word ${tone}`}>{t(`stage-${word}`)}</span>
              <RunningTime since={since} word={word} />
            </span>
          )}
        </div>
        <div className="person-notes">
          <CallMe
            visitId={visitId}
            personId={person.id}
            callMe={person.callMe}
            timed={timed}
            describedBy={nameId}
          />
          <SightNote person={person} />
          <CameraNews camera={cameraOf(person)} />
          <Say advice={adviceFor(person)} />
          <Told person={person} room={room} nameId={nameId} />
        </div>
      </div>
      {outside && (
        <PersonActions
          person={person}
          room={room}
          primary={primary}
          several={selectable}
          letIn={letIn}
          nameId={nameId}
        />
      )}
    </li>
  );
}

interface PersonNameProps {
  readonly person: PersonView;
  readonly room: Room;
  readonly selectable: boolean;
  readonly nameId: string;
}

function PersonName({ person, room, selectable, nameId }: PersonNameProps) {
  const { t } = useTranslation('board');
  const name = (
    <span id={nameId} className="person-name" dir="auto">
      {person.name}
    </span>
  );
  if (!selectable) return name;
  return (
    <label className="person-select">
      <input
        type="checkbox"
        aria-label={t('select', { name: person.name })}
        checked={room.selected.has(person.id)}
        onChange={(event) => room.select(person.id, event.target.checked)}
      />
      {name}
    </label>
  );
}

/** What the doctor told who waits. */
function Told({ person, room, nameId }: Pick<PersonNameProps, 'person' | 'room' | 'nameId'>) {
  const { t, i18n } = useTranslation('board');
  const { message } = person;
  if (!message || !canBeLetIn(person)) return null;
  const time = clockTime(message.at, i18n.language);
  return (
    <div className="told">
      <p dir="auto">
        {message.kind === 'minutes'
          ? t('told-minutes', { time, count: message.minutes })
          : t('told-text', { time, text: toBeQuoted(message.text, i18n.language) })}
      </p>
      <button
        type="button"
        className="button small ghost"
        aria-describedby={nameId}
        aria-disabled={room.busy}
        onClick={() => room.tell([person], null)}
      >
        {t('take-back')}
      </button>
    </div>
  );
}
