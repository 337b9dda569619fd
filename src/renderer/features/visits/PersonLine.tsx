import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { toBeQuoted } from '../../ui/quotes.ts';
import { clockTime } from '../../ui/times.ts';
import { useKeyHint } from '../keys/useKey.ts';
import { CallMe } from './CallMe.tsx';
import { CameraNews, Say } from './CameraNews.tsx';
import { adviceFor, cameraOf } from './cameraWords.ts';
import { differenceOf } from './guard.ts';
import { Identity } from './Identity.tsx';
import { PersonActions } from './PersonActions.tsx';
import { OtherLabel, PersonName } from './PersonName.tsx';
import { SightNote } from './SightNote.tsx';
import type { Room } from './useRoom.ts';
import { canBeLetIn, type LetIn } from './waitingRoom.ts';

interface PersonLineProps {
  readonly visit: VisitView;
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
  const { visit, person, room, showStage, outside, timed, primary, selectable, letIn } = props;
  const nameId = useId();
  const difference = differenceOf(visit, person);
  const { word, since, tone } = person.stage;
  const { t } = useTranslation('board');
  return (
    <li className={selectable ? 'person compact' : 'person'} data-person={person.id}>
      <div className="facts-bar">
        <div className="person-head">
          <PersonName
            person={person}
            difference={difference}
            room={room}
            selectable={selectable && outside}
            nameId={nameId}
          />
          {showStage && (
            <span className="person-stage">
              <span className={`word ${tone}`}>{t(`stage-${word}`)}</span>
              <RunningTime since={since} word={word} />
            </span>
          )}
        </div>
        <div className="person-notes">
          <OtherLabel difference={difference} />
          <CallMe
            visitId={visit.id}
            personId={person.id}
            callMe={person.callMe}
            timed={timed}
            describedBy={nameId}
          />
          <SightNote person={person} />
          <CameraNews camera={cameraOf(person)} />
          <Say advice={adviceFor(person)} />
          <Told person={person} room={room} nameId={nameId} />
          <Identity person={person} room={room} nameId={nameId} />
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

interface ToldProps {
  readonly person: PersonView;
  readonly room: Room;
  readonly nameId: string;
}

/** What the doctor told who waits. */
function Told({ person, room, nameId }: ToldProps) {
  const { t, i18n } = useTranslation('board');
  const hint = useKeyHint('take-back');
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
        {...hint}
        onClick={() => room.tell([person], null)}
      >
        {t('take-back')}
      </button>
    </div>
  );
}
