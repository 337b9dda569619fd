import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useKeyHint } from '../keys/useKey.ts';
import { initialsOf } from './initials.ts';
import { unveil, useVeiled } from './privacy.ts';

interface VeiledNameProps {
  readonly name: string;
  readonly visitId: string;
}

/** In the place of a label in privacy mode: initials, and by a press the names of this card. */
export function VeiledName({ visitId, name }: VeiledNameProps) {
  const { t } = useTranslation('alerts');
  const initials = initialsOf(name);
  const hint = useKeyHint('label', t('reveal'));
  return (
    <button
      type="button"
      className="veiled-name"
      aria-label={t('reveal-of', { initials })}
      {...hint}
      onClick={({ currentTarget }) => {
        // The button goes; the focus stays in the card, because with it the names go again.
        const card = currentTarget.closest<HTMLElement>('[data-visit]');
        flushSync(() => unveil(visitId));
        card?.focus({ preventScroll: true });
      }}
    >
      {initials}
    </button>
  );
}

/** A label that is not changed where it stands. */
export function CardLabel({ visitId, name }: VeiledNameProps) {
  return useVeiled(visitId) && name !== '' ? <VeiledName visitId={visitId} name={name} /> : name;
}
