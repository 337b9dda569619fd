/** The message handed to another program of this computer: e-mail, SMS and the messengers that IT has enabled. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../../shared/ipc/contract.ts';
import {
  mailtoAddress,
  maxAddressLength,
  messengerAddress,
  smsAddress,
  smsNumber,
} from '../../../shared/sending/addresses.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

interface WaysProps {
  readonly message: string;
  /** Id of the sentence that says why the message must not be handed out; `null`: it may. */
  readonly heldBy: string | null;
  /** Of an e-mail; the next where one would make it too long. */
  readonly subjects: readonly [string, string];
  readonly link: string;
  readonly sending: Status['sending'];
}

export function Ways({ message, heldBy, subjects, link, sending }: WaysProps) {
  const { t } = useTranslation('sending');
  const id = useId();
  const { email, sms, messengers } = sending;
  const programs = [
    ...(email ? [{ way: 'email', icon: 'mail', address: mailOf(message, subjects) } as const] : []),
    ...messengers.map((way) => {
      const address = messengerAddress(way, message, link);
      return { way, icon: 'outside', address } as const;
    }),
  ];
  if (programs.length === 0 && !sms) return null;
  const tooLong = programs.filter(({ address }) => isTooLong(address)).map(({ way }) => t(way));
  return (
    <div className="dialog-field" role="group" aria-labelledby={`${id}-name`}>
      <p id={`${id}-name`} className="send-heading">
        {t('send-by')}
      </p>
      <div className="send-ways">
        {programs.map(({ way, icon, address }) => (
          <Way
            key={way}
            address={heldBy === null ? address : null}
            icon={icon}
            name={t(way)}
            why={heldBy ?? `${id}-why`}
          />
        ))}
      </div>
      <p id={`${id}-why`} className="hint" aria-live="polite">
        {tooLong.length > 0 && t('too-long', { programs: tooLong.join(', ') })}
      </p>
      {messengers.includes('telegram') && <p className="hint">{t('telegram-first')}</p>}
      {sms && <SmsRow message={message} heldBy={heldBy} />}
    </div>
  );
}

function mailOf(message: string, [whole, short]: WaysProps['subjects']): string {
  const address = mailtoAddress(whole, message);
  return isTooLong(address) ? mailtoAddress(short, message) : address;
}

/** The number is for this once: nobody keeps it. */
function SmsRow({ message, heldBy }: Pick<WaysProps, 'message' | 'heldBy'>) {
  const { t } = useTranslation('sending');
  const id = useId();
  const [typed, setTyped] = useState('');
  const number = smsNumber(typed);
  const address = number === null ? null : smsAddress(number, message);
  const tooLong = address !== null && isTooLong(address);
  return (
    <div className="send-sms">
      <label htmlFor={id}>{t('sms-phone')}</label>
      <input
        id={id}
        className="input"
        type="tel"
        value={typed}
        maxLength={30}
        autoComplete="off"
        aria-invalid={number === null}
        aria-describedby={`${id}-below`}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Way
        address={heldBy === null ? address : null}
        icon="bubble"
        name={t('sms')}
        why={heldBy ?? `${id}-below`}
      />
      <p id={`${id}-below`} className={number === null ? 'field-error' : 'hint'} aria-live="polite">
        {number === null && t('sms-phone-wrong')}
        {tooLong && t('too-long', { programs: t('sms') })}
        {number !== null && !tooLong && t('sms-phone-hint')}
      </p>
    </div>
  );
}

const isTooLong = (address: string): boolean => address.length > maxAddressLength;

interface WayProps {
  /** `null`: there is none for what was typed. */
  readonly address: string | null;
  readonly icon: IconName;
  readonly name: string;
  /** Id of the sentence that says why it cannot be opened. */
  readonly why: string;
}

/** Opened apart: the desk's page never leaves its place, and nobody is told where the click came from. */
function Way({ address, icon, name, why }: WayProps) {
  if (address === null || isTooLong(address)) {
    return (
      <button type="button" className="button off" aria-disabled="true" aria-describedby={why}>
        <Icon name={icon} />
        {name}
      </button>
    );
  }
  return (
    <a className="button" href={address} target="_blank" rel="noopener noreferrer">
      <Icon name={icon} />
      {name}
    </a>
  );
}
