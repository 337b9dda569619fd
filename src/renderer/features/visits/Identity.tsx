/** How the doctor knows who this is: one click, and a second one on the same takes it back. */
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/ipc/contract.ts';
import { identifications, type Identification } from '../../../shared/person.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { useKeyHints } from '../keys/useKey.ts';
import type { Room } from './useRoom.ts';
import { isSeated } from './waitingRoom.ts';

interface IdentityProps {
  readonly person: PersonView;
  readonly room: Room;
  readonly nameId: string;
}

const keys = {
  known: 'identified-known',
  document: 'identified-document',
  not: 'identified-not',
} as const satisfies Record<Identification, string>;

/** Asked of whoever was let in: only then the doctor can see a face or a document. Others read what was said. */
export function Identity({ person, room, nameId }: IdentityProps) {
  const { t } = useTranslation('card');
  const { decides } = useAbilities();
  const hints = useKeyHints();
  const { identified } = person;
  if (!decides || !isSeated(person))
    return identified && <p className="identity-said">{t(`identified-${identified}`)}</p>;
  return (
    <div className="identity" role="group" aria-label={t('identity')} aria-describedby={nameId}>
      <span aria-hidden="true">{t('identity')}</span>
      {identifications.map((how) => (
        <button
          key={how}
          type="button"
          className="chip"
          aria-pressed={identified === how}
          aria-disabled={room.busy}
          {...hints(keys[how])}
          onClick={() => room.identify(person, identified === how ? null : how)}
        >
          {t(`identity-${how}`)}
        </button>
      ))}
    </div>
  );
}
