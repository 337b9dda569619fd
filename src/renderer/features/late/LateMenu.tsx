/** "I am late", or at reception "The doctor is late": one press tells everybody who waits, and whose turn comes soon. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbilities, useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useDoctors } from '../doctors/DoctorsContext.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { lateNow, usualLateMinutes } from './lateNow.ts';

/** At reception it is about the doctor who is chosen there; without one it is not offered. */
export function LateMenu() {
  const { choosesDoctor } = useAbilities();
  const { chosenId } = useDoctors();
  if (choosesDoctor && chosenId === null) return null;
  return <LateOf ownerId={choosesDoctor ? chosenId : null} />;
}

/** Time to read one line; the cards and the button say it for as long as it is so. */
const saidForMs = 8_000;

/** `ownerId` `null`: of whoever sits here. */
function LateOf({ ownerId }: { readonly ownerId: string | null }) {
  const { t } = useTranslation('signals');
  const isOthers = ownerId !== null;
  const now = useDesk((state) => lateNow(state.visits?.values() ?? [], ownerId));
  const { run } = useAsk('visits:late', t('error-late'));
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = said === '' ? undefined : setTimeout(() => setSaid(''), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);
  const hint = useKeyHint('late', t('late-title'));
  const tell = async (minutes: number | null): Promise<void> => {
    setSaid('');
    const told = await run({ minutes, ...(isOthers && { ownerId }) });
    if (told) setSaid(minutes === null ? t('late-taken-back') : t('late-told', told));
  };
  const label = now === null ? t(isOthers ? 'late-doctor' : 'late') : t('late-now', { minutes: now });
  return (
    <div className={now === null ? 'late' : 'late said'}>
      <Menu
        hint={hint}
        label={
          <>
            <Icon name="clock" />
            <span className="late-label">{label}</span>
            {now !== null && <span className="late-short">{t('late-short', { minutes: now })}</span>}
          </>
        }
        name={label}
        heading={<p className="menu-heading">{t(isOthers ? 'late-heading-doctor' : 'late-heading')}</p>}
        items={[
          ...usualLateMinutes.map((minutes) => ({
            key: String(minutes),
            label: t('late-minutes', { minutes }),
            run: () => void tell(minutes),
          })),
          { key: 'on-time', label: t('late-on-time'), run: () => void tell(null) },
        ]}
      />
      <p className="late-told" role="status">
        {said}
      </p>
    </div>
  );
}
