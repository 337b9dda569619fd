import { useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { isFocusLost } from '../../ui/focusLost.ts';
import { Menu } from '../../ui/Menu.tsx';
import { useShownName } from '../alerts/privacy.ts';
import { useKeyHints } from '../keys/useKey.ts';
import { LetInQuestion } from './LetInQuestion.tsx';
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
export function PersonActions(props: PersonActionsProps) {
  const { person, room } = props;
  const { t } = useTranslation('card');
  const asks = room.question === person.id;
  const questionId = useId();
  const place = useBackToLetIn(asks);
  if (!asks)
    return (
      <div ref={place} className="row person-actions">
        <Actions {...props} />
      </div>
    );
  return (
    <LetInQuestion
      id={questionId}
      question={t('let-in-question')}
      yes={t('let-in-yes')}
      no={t('let-in-no')}
      busy={room.busy}
      onYes={() => room.confirm([person])}
      onNo={room.takeQuestionBack}
    />
  );
}

/** The focus goes from the question back to where it came from, unless it is elsewhere by now. */
function useBackToLetIn(asks: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useLayoutEffect(() => {
    if (!asks && asked.current && isFocusLost())
      place.current?.querySelector<HTMLElement>('[data-action="let-in"]')?.focus({ preventScroll: true });
    asked.current = asks;
  }, [asks]);
  return place;
}

function Actions({ person, room, primary, several, letIn, nameId }: PersonActionsProps) {
  const { t } = useTranslation('board');
  const shown = useShownName();
  const { decides } = useAbilities();
  const hints = useKeyHints();
  const [writing, setWriting] = useState(false);
  const [first, ...later] = usualMinutes;
  const tell = (minutes: number) => room.tell([person], { kind: 'minutes', minutes });
  const inMenu = several ? usualMinutes : later;
  return (
    <>
      {letIn === 'may' ? (
        <button
          type="button"
          className={primary ? 'button small main' : 'button small'}
          aria-describedby={nameId}
          aria-disabled={room.busy}
          {...hints('let-in')}
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
          {...hints('tell-minutes', t('tell-hint'))}
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
          hint={hints('more')}
          items={[
            ...inMenu.map((minutes) => ({
              key: String(minutes),
              label: t('tell-minutes', { count: minutes }),
              run: () => tell(minutes),
            })),
            { key: 'text', label: t('tell-text'), hint: hints('tell-text'), run: () => setWriting(true) },
            ...(decides
              ? [
                  {
                    key: 'decline',
                    label: t('decline'),
                    hint: hints('decline'),
                    run: () => room.decline([person]),
                  },
                ]
              : []),
          ]}
        />
      )}
      {writing && (
        <MessageDialog
          name={shown(person.name)}
          onClose={() => setWriting(false)}
          onSend={(text) => room.write(person, text)}
        />
      )}
    </>
  );
}
