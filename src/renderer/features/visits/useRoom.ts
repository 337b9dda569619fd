import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView, PersonView, RequestInput } from '../../../shared/ipc/contract.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { idsOf } from './waitingRoom.ts';

/** What the late doctor says with one click; the first is the most usual. */
export const usualMinutes = [10, 20, 40] as const;

type Persons = readonly PersonView[];

/** The waiting room of one visit: what can be done, and who is selected for it. */
export interface Room {
  readonly busy: boolean;
  readonly selected: ReadonlySet<string>;
  readonly select: (personId: string, wanted: boolean) => void;
  readonly letIn: (persons: Persons) => void;
  readonly decline: (persons: Persons) => void;
  /** `null` takes the message back. */
  readonly tell: (persons: Persons, message: RequestInput<'persons:message'>['message']) => void;
  /** Own words to one person; the answer is why it failed, `null` when it did not. */
  readonly write: (person: PersonView, text: string) => Promise<ErrorView | null>;
}

export function useRoom(visitId: string): Room {
  const { t } = useTranslation('board');
  const letIn = useAsk('persons:letIn', t('error-action'));
  const decline = useAsk('persons:decline', t('error-action'));
  const tell = useAsk('persons:message', t('error-action'));
  const api = useApi();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const forget = () => setSelected(new Set());
  return {
    busy: letIn.busy || decline.busy || tell.busy,
    selected,
    select: (personId, wanted) =>
      setSelected((current) => {
        const next = new Set(current);
        if (wanted) next.add(personId);
        else next.delete(personId);
        return next;
      }),
    letIn: (persons) => {
      void letIn.run({ visitId, personIds: idsOf(persons) }).then((done) => done && forget());
    },
    decline: (persons) => void decline.run({ visitId, personIds: idsOf(persons) }),
    tell: (persons, message) => void tell.run({ visitId, personIds: idsOf(persons), message }),
    write: async (person, text) => {
      const message = { kind: 'text', text } as const;
      const answer = await api.request('persons:message', { visitId, personIds: [person.id], message });
      return answer.ok ? null : answer.error;
    },
  };
}
