/** Several doctors at one PC: who works here now, and the switch to another. With one doctor there is nothing to see. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useCall } from '../conference/CallContext.tsx';
import { isInSight } from '../keys/currentCard.ts';
import { useKey, useKeyHint } from '../keys/useKey.ts';

type Doctors = Status['doctors'];
type Doctor = Doctors['list'][number];

export function DoctorSwitch() {
  const doctors = useDesk((state) => state.status?.doctors);
  useLeftCall(doctors?.presentId ?? '');
  return doctors && doctors.list.length > 0 ? <Switch doctors={doctors} /> : null;
}

const nameOf = ({ id, name }: Doctor): string => (name === '' ? id : name);

function Switch({ doctors: { presentId, list } }: { readonly doctors: Doctors }) {
  const { t } = useTranslation('doctors');
  const { call } = useCall();
  const { run } = useAsk('doctors:switch', t('not-switched'));
  const [wanted, setWanted] = useState<Doctor | null>(null);
  const [said, setSaid] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const hint = useKeyHint('switch-doctor');
  useKey('switch-doctor', true, () => {
    const button = place.current?.querySelector('button');
    // A call that fills the window hides the header.
    if (!button || !isInSight(button)) return;
    button.focus();
    button.click();
  });
  const signOut = useSignOut(setSaid);
  const present = list.find(({ id }) => id === presentId);
  const name = present ? nameOf(present) : presentId;
  const change = async (doctor: Doctor): Promise<void> => {
    setWanted(null);
    if (await run({ ownerId: doctor.id })) setSaid(t('switched', { name: nameOf(doctor) }));
  };
  const others = list.filter(({ id }) => id !== presentId);
  const items: readonly MenuItem[] = [
    ...others.map((doctor) => ({
      key: doctor.id,
      label: <span dir="auto">{t('switch-to', { name: nameOf(doctor) })}</span>,
      run: () => (call ? setWanted(doctor) : void change(doctor)),
    })),
    ...(signOut ? [{ key: 'sign-out:', label: t('sign-out'), run: () => void signOut(name) }] : []),
  ];
  return (
    <div ref={place} className="doctor-switch">
      <Menu
        label={<Label name={name} />}
        name={t('switch-name', { name })}
        hint={hint}
        heading={
          <p className="menu-heading">
            <b dir="auto">{name}</b>
            <span>{t('works-here')}</span>
          </p>
        }
        items={items}
      />
      <span className="spoken" role="status">
        {said}
      </span>
      {wanted && (
        <LeaveDialog name={nameOf(wanted)} onStay={() => setWanted(null)} onGo={() => void change(wanted)} />
      )}
    </div>
  );
}

function Label({ name }: { readonly name: string }) {
  return (
    <>
      <Icon name="person" />
      <span className="account-name" dir="auto">
        {name}
      </span>
      <Icon name="chevron" />
    </>
  );
}

/** The call is the former doctor's: it is left, whoever switched, here or in another window. */
function useLeftCall(presentId: string): void {
  const { leave } = useCall();
  const leaveNow = useEffectEvent(leave);
  const former = useRef(presentId);
  useEffect(() => {
    if (former.current !== '' && former.current !== presentId) leaveNow();
    former.current = presentId;
  }, [presentId]);
}

/** Where the app itself keeps a doctor signed in to TrueConf; `null` elsewhere. */
function useSignOut(say: (text: string) => void): ((name: string) => Promise<void>) | null {
  const { t } = useTranslation('doctors');
  const isKept = useDesk(
    ({ info, settings }) => info?.shell === 'desktop' && settings?.values.doctors.entry === 'own-account',
  );
  const { call, leave } = useCall();
  const { run } = useAsk('doctors:signOut', t('not-signed-out'));
  if (!isKept) return null;
  return async (name) => {
    if (call) leave();
    if (await run({})) say(t('signed-out', { name }));
  };
}

interface LeaveDialogProps {
  readonly name: string;
  readonly onStay: () => void;
  readonly onGo: () => void;
}

function LeaveDialog({ name, onStay, onGo }: LeaveDialogProps) {
  const { t } = useTranslation(['doctors', 'board']);
  return (
    <QuestionDialog
      title={t('leave-title')}
      noText={t('stay', { ns: 'board' })}
      yesText={t('leave-yes')}
      onNo={onStay}
      onYes={onGo}
    >
      <p>{t('leave-text', { name })}</p>
    </QuestionDialog>
  );
}
