import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { AddPerson, type AddedNote } from './AddPerson.tsx';
import { callsAreTimed } from './calls.ts';
import { ExtraLink } from './ExtraLink.tsx';
import { LinkRow } from './LinkRow.tsx';
import { PersonLine } from './PersonLine.tsx';
import { useRoom, usualMinutes, type Room } from './useRoom.ts';
import { byLink, canBeLetIn, hasPlace, inOrder, isWaiting, letInOf, type LetIn } from './waitingRoom.ts';

interface PersonsProps {
  readonly visit: VisitView;
  /** Whether the link of this new visit is on the clipboard; `null` for one that was not just made. */
  readonly copiedAtOnce: boolean | null;
}

/** The links of a visit and, under each, a line for each person who came by it. */
export function Persons({ visit, copiedAtOnce }: PersonsProps) {
  const { t } = useTranslation('board');
  const [added, setAdded] = useState<AddedNote | null>(null);
  const { extraLinks, id, phase, persons, stage } = visit;
  const room = useRoom(id);
  const crowd = useCrowd(visit, room);
  const [first, ...others] = byLink(visit);
  const sendable = phase === 'live' || phase === 'planned';
  const together = crowd.several && <TogetherRow crowd={crowd} room={room} />;
  const lines = (some: readonly PersonView[], name: string) =>
    some.length > 0 ? <Lines visit={visit} persons={some} name={name} crowd={crowd} room={room} /> : null;
  return (
    <>
      {lines(first ?? persons, t('persons'))}
      {extraLinks.length === 0 && together}
      {sendable && (visit.link || stage.word !== 'creating') && (
        <LinkRow
          visitId={id}
          number={null}
          name={t('link')}
          url={visit.link?.url ?? null}
          copiedAtOnce={copiedAtOnce}
        >
          <AddPerson visitId={id} onAdded={setAdded} />
        </LinkRow>
      )}
      {extraLinks.map((link, index) => (
        <ExtraLink
          key={link.number}
          visit={visit}
          link={link}
          sendable={sendable}
          copiedAtOnce={added?.number === link.number ? added.copied : null}
        >
          {lines(others[index] ?? [], t('persons'))}
        </ExtraLink>
      ))}
      {extraLinks.length > 0 && together}
    </>
  );
}

/** What can be done with whom, over all links. */
interface Crowd {
  /** There is a call that these can be let into. */
  readonly outside: readonly PersonView[];
  readonly several: boolean;
  readonly selected: readonly PersonView[];
  /** Whose button stands out. */
  readonly primary: PersonView | undefined;
  readonly letIn: (person: PersonView) => LetIn;
}

function useCrowd({ persons: all, phase }: VisitView, room: Room): Crowd {
  const { decides } = useAbilities();
  const persons = inOrder(all);
  // There is no call yet to be let into where the visit failed.
  const outside = phase === 'live' ? persons.filter(canBeLetIn) : [];
  const several = outside.length > 1;
  const selected = several ? outside.filter(({ id }) => room.selected.has(id)) : [];
  const letIn = (person: PersonView) => letInOf(person, persons, decides);
  const firstWaiting = persons.find((person) => isWaiting(person) && letIn(person) === 'may');
  return { outside, several, selected, primary: selected.length === 0 ? firstWaiting : undefined, letIn };
}

interface LinesProps {
  readonly visit: VisitView;
  readonly persons: readonly PersonView[];
  readonly name: string;
  readonly crowd: Crowd;
  readonly room: Room;
}

function Lines({ visit, persons, name, crowd, room }: LinesProps) {
  // The card's own stage tells of the only person, unless it tells of something else.
  const showStage = visit.persons.length > 1 || visit.stage.word === 'call-me' || visit.phase === 'failed';
  return (
    <ul className="persons" aria-label={name}>
      {persons.map((person) => (
        <PersonLine
          key={person.id}
          visitId={visit.id}
          person={person}
          room={room}
          outside={crowd.outside.includes(person)}
          timed={callsAreTimed(visit)}
          showStage={showStage}
          primary={person === crowd.primary}
          selectable={crowd.several}
          letIn={crowd.letIn(person)}
        />
      ))}
    </ul>
  );
}

interface TogetherRowProps {
  readonly crowd: Crowd;
  readonly room: Room;
}

/** For those who are selected; for all who wait while nobody is. */
function TogetherRow({ crowd, room }: TogetherRowProps) {
  const { t } = useTranslation('board');
  const { outside: persons, selected } = crowd;
  const chosen = selected.length > 0;
  const toLetIn = (chosen ? selected : persons.filter(isWaiting)).filter(
    (person) => crowd.letIn(person) === 'may',
  );
  const toTell = (chosen ? selected : persons).filter(hasPlace);
  const minutes = usualMinutes[0];
  return (
    <div className="row wrap together">
      {toLetIn.length > (chosen ? 0 : 1) && (
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
