/** What is done for several at once: for those who are selected, and for all who wait while nobody is. */
import { useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { isFocusLost } from '../../ui/focusLost.ts';
import { useShownName } from '../alerts/privacy.ts';
import { useKeyHints } from '../keys/useKey.ts';
import { unlikeOnes } from './guard.ts';
import { LetInQuestion } from './LetInQuestion.tsx';
import { together } from './useLetIn.ts';
import { usualMinutes, type Room } from './useRoom.ts';
import { hasPlace, isWaiting, type LetIn } from './waitingRoom.ts';

/** What can be done with whom, over all links. */
export interface Crowd {
  /** There is a call that these can be let into. */
  readonly outside: readonly PersonView[];
  readonly several: boolean;
  readonly selected: readonly PersonView[];
  /** Whose button stands out. */
  readonly primary: PersonView | undefined;
  readonly letIn: (person: PersonView) => LetIn;
}

interface TogetherRowProps {
  readonly visit: VisitView;
  readonly crowd: Crowd;
  readonly room: Room;
}

export function TogetherRow({ visit, crowd, room }: TogetherRowProps) {
  const { outside, selected } = crowd;
  const chosen = selected.length > 0;
  const toLetIn = (chosen ? selected : outside.filter(isWaiting)).filter(
    (person) => crowd.letIn(person) === 'may',
  );
  const asks = room.question === together;
  const place = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useLayoutEffect(() => {
    if (!asks && asked.current && isFocusLost())
      place.current?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
    asked.current = asks;
  }, [asks]);
  if (asks) return <SeveralQuestion visit={visit} room={room} />;
  return (
    <div ref={place} className="row wrap together">
      <Buttons crowd={crowd} room={room} toLetIn={toLetIn} />
    </div>
  );
}

interface ButtonsProps extends Pick<TogetherRowProps, 'crowd' | 'room'> {
  readonly toLetIn: readonly PersonView[];
}

function Buttons({ crowd: { outside, selected }, room, toLetIn }: ButtonsProps) {
  const { t } = useTranslation('board');
  const hints = useKeyHints();
  const chosen = selected.length > 0;
  const toTell = (chosen ? selected : outside).filter(hasPlace);
  const minutes = usualMinutes[0];
  return (
    <>
      {toLetIn.length > (chosen ? 0 : 1) && (
        <button
          type="button"
          className={chosen ? 'button small main' : 'button small'}
          aria-disabled={room.busy}
          {...hints('let-in-all')}
          onClick={() => room.letIn(toLetIn, together)}
        >
          {chosen ? t('let-in-some', { number: toLetIn.length }) : t('let-in-all')}
        </button>
      )}
      {toTell.length > 0 && (
        <button
          type="button"
          className="button small"
          aria-disabled={room.busy}
          {...hints('tell-all', t('tell-hint'))}
          onClick={() => room.tell(toTell, { kind: 'minutes', minutes })}
        >
          {chosen ? t('tell-some', { number: toTell.length }) : t('tell-all')}
        </button>
      )}
    </>
  );
}

/** At each line the label stands beside the name; here is said who it is about. Who came since is not let in by it. */
function SeveralQuestion({ visit, room }: Pick<TogetherRowProps, 'visit' | 'room'>) {
  const { t } = useTranslation('card');
  const id = useId();
  const shown = useShownName();
  const unlike = unlikeOnes(visit, room.asked);
  const others = room.asked.filter((person) => !unlike.includes(person));
  const names = unlike.map(({ name }) => shown(name)).join(', ');
  return (
    <LetInQuestion
      id={id}
      question={t('let-in-several', { count: unlike.length, names })}
      yes={t('let-in-yes')}
      no={t('let-in-no')}
      busy={room.busy}
      onYes={() => room.confirm(room.asked)}
      onNo={room.takeQuestionBack}
    >
      {others.length > 0 && (
        <button
          type="button"
          className="button small"
          aria-disabled={room.busy}
          onClick={() => room.confirm(others)}
        >
          {t('let-in-others')}
        </button>
      )}
    </LetInQuestion>
  );
}
