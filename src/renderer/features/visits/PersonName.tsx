/** The typed name, and the label beside it where that is somebody else's. */
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/ipc/contract.ts';
import type { NameDifference, NamePart } from '../../../shared/sameName.ts';
import { useShownName, useVeiled } from '../alerts/privacy.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Room } from './useRoom.ts';

interface PersonNameProps {
  readonly person: PersonView;
  readonly difference: NameDifference | null;
  readonly room: Room;
  readonly selectable: boolean;
  readonly nameId: string;
}

export function PersonName({ person, difference, room, selectable, nameId }: PersonNameProps) {
  const { t } = useTranslation('board');
  const shown = useShownName();
  const name = (
    <span id={nameId} className="person-name" dir="auto">
      {difference ? <Parts parts={difference.typed} /> : shown(person.name)}
    </span>
  );
  if (!selectable) return name;
  return (
    <label className="person-select">
      <input
        type="checkbox"
        aria-label={t('select', { name: shown(person.name) })}
        checked={room.selected.has(person.id)}
        onChange={(event) => room.select(person.id, event.target.checked)}
      />
      {name}
    </label>
  );
}

/** Whom the visit, or this link of it, was made for. */
export function OtherLabel({ difference }: { readonly difference: NameDifference | null }) {
  const { t } = useTranslation('card');
  if (!difference) return null;
  return (
    <p className="other-label">
      <Icon name="warning" />
      <span>
        {t('other-label')}{' '}
        <b dir="auto">
          <Parts parts={difference.label} />
        </b>
      </span>
    </p>
  );
}

function Parts({ parts }: { readonly parts: readonly NamePart[] }) {
  const shown = useShownName();
  if (useVeiled()) return shown(parts.map(({ text }) => text).join(''));
  return parts.map(({ text, differs }, index) =>
    differs ? <mark key={`${index}-${text}`}>{text}</mark> : text,
  );
}
