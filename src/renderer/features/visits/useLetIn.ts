/** Letting in: at once or, where somebody has another name than the label, by a second press. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { askedOf, stillAsked, unlikeOnes, type Asked } from './guard.ts';
import { useQuestionRequests } from './letInRequests.ts';
import { idsOf, letInOf } from './waitingRoom.ts';

type Persons = readonly PersonView[];

export const together = Symbol('together');
/** Id of a person; or all that were chosen. */
export type QuestionPlace = string | typeof together;

interface Question {
  readonly place: QuestionPlace;
  /** Who came since is not among them. */
  readonly asked: readonly Asked[];
}

export interface LettingIn {
  readonly busy: boolean;
  /** Where somebody has another name than the label, it asks first: at the person's line or, for several, below all lines. */
  readonly letIn: (persons: Persons, place?: QuestionPlace) => void;
  /** Where it asks now; `null`: nowhere. */
  readonly question: QuestionPlace | null;
  /** Of those about whom it asks: who still stands outside under the same name. Nobody else is let in by the answer. */
  readonly asked: Persons;
  /** The second press: lets in whoever was asked about, or some of them. */
  readonly confirm: (persons: Persons) => void;
  readonly takeQuestionBack: () => void;
}

/** `onDone`: they are let in. */
export function useLetIn(visit: VisitView, onDone: () => void): LettingIn {
  const { t } = useTranslation('board');
  const { decides } = useAbilities();
  const { run, busy } = useAsk('persons:letIn', t('error-action'));
  const running = useRef(false);
  const [question, setQuestion] = useState<Question | null>(null);
  const may = (person: PersonView): boolean => letInOf(person, visit.persons, decides) === 'may';
  const asked = question ? stillAsked(question.asked, visit).filter(may) : [];
  // Whoever is gone is not asked about any more, also not when they are back.
  if (question && unlikeOnes(visit, asked).length === 0) setQuestion(null);
  else if (question && asked.length < question.asked.length)
    setQuestion({ ...question, asked: askedOf(visit, asked) });
  const close = (place: QuestionPlace | null): void =>
    setQuestion((current) => (current?.place === place ? null : current));
  const go = async (persons: Persons, place: QuestionPlace | null): Promise<void> => {
    // A press that is ignored closes no question.
    if (running.current) return;
    running.current = true;
    const done = await run({ visitId: visit.id, personIds: idsOf(persons) });
    running.current = false;
    close(place);
    if (done) onDone();
  };
  const asks = (persons: Persons, place: QuestionPlace): boolean => {
    if (unlikeOnes(visit, persons).length === 0) return false;
    setQuestion({ place, asked: askedOf(visit, persons) });
    return true;
  };
  useQuestionRequests(visit.id, (personId) => {
    asks(
      visit.persons.filter(({ id }) => id === personId),
      personId,
    );
  });
  return {
    busy,
    letIn: (persons, place = persons[0]?.id ?? together) => {
      if (!asks(persons, place)) void go(persons, null);
    },
    question: question?.place ?? null,
    asked,
    confirm: (persons) => void go(persons, question?.place ?? null),
    takeQuestionBack: () => setQuestion(null),
  };
}
