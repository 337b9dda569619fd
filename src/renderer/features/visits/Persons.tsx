import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { AddPerson, type AddedNote } from './AddPerson.tsx';
import { callsAreTimed } from './calls.ts';
import { ExtraLink } from './ExtraLink.tsx';
import { LinkRow } from './LinkRow.tsx';
import { PersonLine } from './PersonLine.tsx';
import { TogetherRow, type Crowd } from './TogetherRow.tsx';
import { together } from './useLetIn.ts';
import { useRoom, type Room } from './useRoom.ts';
import { byLink, canBeLetIn, inOrder, isWaiting, letInOf } from './waitingRoom.ts';

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
  const room = useRoom(visit);
  const crowd = useCrowd(visit, room);
  const [first, ...others] = byLink(visit);
  const sendable = phase === 'live' || phase === 'planned';
  // A question stays where it is until it is answered, also when only one is left.
  const forAll = (crowd.several || room.question === together) && (
    <TogetherRow visit={visit} crowd={crowd} room={room} />
  );
  const lines = (some: readonly PersonView[], name: string) =>
    some.length > 0 ? <Lines visit={visit} persons={some} name={name} crowd={crowd} room={room} /> : null;
  return (
    <>
      {lines(first ?? persons, t('persons'))}
      {extraLinks.length === 0 && forAll}
      {sendable && (visit.link || stage.word !== 'creating') && (
        <LinkRow
          visit={visit}
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
      {extraLinks.length > 0 && forAll}
    </>
  );
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
          visit={visit}
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
