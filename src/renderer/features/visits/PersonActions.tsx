import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { usualMinutes, type Room } from './useRoom.ts';
import { hasPlace, type LetIn } from './waitingRoom.ts';

interface PersonActionsProps {
  readonly person: PersonView;
  readonly room: Room;
  readonly primary: boolean;
  /** Several can be let in: what is done for all of them stands below the list. */
  readonly several: boolean;
  readonly letIn: LetIn;
  readonly nameId: string;
}

/** The way in, the usual word to who must wait, and all that is rare behind "More". */
export function PersonActions({ person, room, primary, several, letIn, nameId }: PersonActionsProps) {
  const { t } = useTranslation('board');
  const { decides } = useAbilities();
  const [writing, setWriting] = useState(false);
  const [first, ...later] = usualMinutes;
  const tell = (minutes: number) => room.tell([person], { kind: 'minutes', minutes });
  const inMenu = several ? usualMinutes : later;
  return (
    <div className="row person-actions">
      {letIn === 'may' ? (
        <button
          type="button"
          className={primary ? 'button small main' : 'button small'}
          aria-describedby={nameId}
          aria-disabled={room.busy}
          onClick={() => room.letIn([person])}
        >
          {t('let-in')}
        </button>
      ) : (
        <p className="hint why-not">
          {letIn === 'queued' ? t('queued', { number: person.queue ?? 1 }) : t('first-is-doctors')}
        </p>
      )}
      {hasPlace(person) && !several && (
        <button
          type="button"
          className="button small"
          title={t('tell-hint')}
          aria-describedby={nameId}
          aria-disabled={room.busy}
          onClick={() => tell(first)}
        >
          {t('tell-minutes', { count: first })}
        </button>
      )}
      {hasPlace(person) && (
        <Menu
          label={t('more')}
          describedBy={nameId}
          items={[
            ...inMenu.map((minutes) => ({
              key: String(minutes),
              label: t('tell-minutes', { count: minutes }),
              run: () => tell(minutes),
            })),
            { key: 'text', label: t('tell-text'), run: () => setWriting(true) },
            ...(decides ? [{ key: 'decline', label: t('decline'), run: () => room.decline([person]) }] : []),
          ]}
        />
      )}
      {writing && (
        <MessageDialog
          name={person.name}
          onClose={() => setWriting(false)}
          onSend={(text) => room.write(person, text)}
        />
      )}
    </div>
  );
}
