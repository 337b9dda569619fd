import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  DeskApi,
  Envelope,
  ErrorView,
  PersonView,
  RequestInput,
  VisitView,
} from '../../../shared/ipc/contract.ts';
import type { Identification } from '../../../shared/person.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useUndo } from '../undo/UndoContext.tsx';
import { together, useLetIn, type LettingIn } from './useLetIn.ts';
import { idsOf } from './waitingRoom.ts';

/** What the late doctor says with one click; the first is the most usual. */
export const usualMinutes = [10, 20, 40] as const;

type Persons = readonly PersonView[];

/** The waiting room of one visit: what can be done, and who is selected for it. */
export interface Room extends LettingIn {
  readonly selected: ReadonlySet<string>;
  readonly select: (personId: string, wanted: boolean) => void;
  readonly decline: (persons: Persons) => void;
  /** `null` takes it back. */
  readonly identify: (person: PersonView, how: Identification | null) => void;
  /** `null` takes the message back. */
  readonly tell: (persons: Persons, message: RequestInput<'persons:message'>['message']) => void;
  /** Own words to one person; the answer is why it failed, `null` when it did not. */
  readonly write: (person: PersonView, text: string) => Promise<ErrorView | null>;
}

export function useRoom(visit: VisitView): Room {
  const { id: visitId } = visit;
  const decide = useDecisions(visitId);
  const api = useApi();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const lettingIn = useLetIn(visit, () => setSelected(new Set()));
  return {
    selected,
    select: (personId, wanted) => {
      // It asked about those who were selected then.
      if (lettingIn.question === together) lettingIn.takeQuestionBack();
      setSelected((current) => withOrWithout(current, personId, wanted));
    },
    ...lettingIn,
    ...decide,
    busy: lettingIn.busy || decide.busy,
    write: async (person, text) => {
      const message = { kind: 'text', text } as const;
      const answer = await api.request('persons:message', { visitId, personIds: [person.id], message });
      if (answer.ok) decide.offerUntold([person]);
      return answer.ok ? null : answer.error;
    },
  };
}

function withOrWithout(ids: ReadonlySet<string>, id: string, wanted: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  if (wanted) next.add(id);
  else next.delete(id);
  return next;
}

/** What can be taken back for a while. */
function useDecisions(visitId: string) {
  const { t } = useTranslation('board');
  const { t: onCard } = useTranslation('card');
  const decline = useAsk('persons:decline', t('error-action'));
  const tell = useAsk('persons:message', t('error-action'));
  const identify = useAsk('persons:identify', t('error-action'));
  const api = useApi();
  const offer = useUndo();
  /** Each is told again what was told before, or nothing. */
  const offerUntold = (persons: Persons): void =>
    offer({ visitId, text: onCard('undo-told'), run: () => tellFormer(api, visitId, persons) });
  return {
    busy: decline.busy || tell.busy || identify.busy,
    offerUntold,
    decline: (persons: Persons): void => {
      const input = { visitId, personIds: idsOf(persons) };
      const run = () => api.request('persons:undecline', input);
      void decline.run(input).then((done) => done && offer({ visitId, text: onCard('undo-declined'), run }));
    },
    tell: (persons: Persons, message: RequestInput<'persons:message'>['message']): void => {
      const input = { visitId, personIds: idsOf(persons), message };
      void tell.run(input).then((done) => done && message && offerUntold(persons));
    },
    identify: (person: PersonView, how: Identification | null): void => {
      const input = { visitId, personId: person.id };
      const run = () => api.request('persons:identify', { ...input, how: person.identified });
      void identify
        .run({ ...input, how })
        .then((done) => done && offer({ visitId, text: onCard('undo-identified'), run }));
    },
  };
}

/** The first failure; the last answer, where there is none. */
async function tellFormer(api: DeskApi, visitId: string, persons: Persons): Promise<Envelope<unknown>> {
  const untold = idsOf(persons.filter(({ message }) => message === null));
  const inputs: RequestInput<'persons:message'>[] = persons.flatMap(({ id, message }) =>
    message ? [{ visitId, personIds: [id], message: withoutTime(message) }] : [],
  );
  if (untold.length > 0) inputs.push({ visitId, personIds: untold, message: null });
  const answers = await Promise.all(inputs.map((input) => api.request('persons:message', input)));
  return answers.find(({ ok }) => !ok) ?? answers[0] ?? { ok: true, value: null };
}

type Told = NonNullable<PersonView['message']>;

const withoutTime = (message: Told): RequestInput<'persons:message'>['message'] =>
  message.kind === 'text'
    ? { kind: 'text', text: message.text }
    : { kind: 'minutes', minutes: message.minutes };
