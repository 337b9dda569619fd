/** "Send…": the message as it will be sent, and every way to bring it, or the link alone, to the patient. */
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../../shared/ipc/contract.ts';
import type { Language } from '../../../shared/settings.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useMinute } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { copyText } from '../visits/clipboard.ts';
import { MessageField } from './MessageField.tsx';
import { OtherWays } from './OtherWays.tsx';
import { patientLanguages, usePatientLanguage } from './patientLanguage.ts';
import { useShownName } from '../alerts/privacy.ts';
import { labelOf, letterOf, type SentLink } from './sentLink.ts';
import { useEdited } from './useEdited.ts';
import { useReach } from './useReach.ts';
import { Ways } from './Ways.tsx';

interface SendDialogProps {
  readonly link: SentLink;
  readonly onClose: () => void;
}

export function SendDialog(props: SendDialogProps) {
  const sending = useDesk(({ status }) => status?.sending);
  return sending && <Sender {...props} sending={sending} />;
}

function Sender({ link, onClose, sending }: SendDialogProps & { readonly sending: Status['sending'] }) {
  const { t } = useTranslation('sending');
  const [language, choose] = usePatientLanguage();
  const reach = useReach();
  const letter = letterOf(link, sending, language, useMinute());
  const edited = useEdited(language, letter.message, link.url);
  const aboutId = useId();
  const [copied, setCopied] = useState<{ readonly text: string; readonly done: boolean } | null>(null);
  const copyButton = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // Copying is what most come for; the dialog begins at its top all the same.
  useEffect(() => copyButton.current?.focus({ preventScroll: true }), []);
  const copy = (text: string): void => {
    if (edited.isHeld) return;
    void copyText(text).then((done) => {
      setCopied({ text, done });
      if (!done) field.current?.select();
    });
  };
  // Of another text it was never said.
  const told = copied?.text === edited.text ? copied.done : null;
  const who = useShownName(link.visit.id)(labelOf(link));
  return (
    <Dialog
      className="send"
      title={who === '' ? t('send-title') : t('send-title-for', { who })}
      onClose={onClose}
      actions={
        <>
          <p className="hint grow" role="status">
            {told !== null && t(told ? 'message-copied' : 'message-not-copied')}
          </p>
          <button type="button" className="button" onClick={onClose}>
            {t('close')}
          </button>
          <button
            ref={copyButton}
            type="button"
            className={edited.isHeld ? 'button off' : 'button main'}
            aria-disabled={edited.isHeld}
            {...(edited.isHeld && { 'aria-describedby': aboutId })}
            onClick={() => copy(edited.text)}
          >
            {t('copy-message')}
          </button>
        </>
      }
    >
      <p className="hint">{reach}</p>
      <LanguageChoice language={language} onChoose={choose} />
      <MessageField field={field} aboutId={aboutId} language={language} link={link.url} edited={edited} />
      <Ways
        message={edited.text}
        heldBy={edited.isHeld ? aboutId : null}
        subjects={[letter.subject, letter.shortSubject]}
        link={link.url}
        sending={sending}
      />
      <OtherWays
        link={link}
        letter={letter}
        message={edited.text}
        heldBy={edited.isHeld ? aboutId : null}
        language={language}
      />
    </Dialog>
  );
}

interface LanguageChoiceProps {
  readonly language: Language;
  readonly onChoose: (language: Language) => void;
}

function LanguageChoice({ language, onChoose }: LanguageChoiceProps) {
  const { t } = useTranslation('sending');
  return (
    <fieldset className="dialog-field bare send-languages">
      <legend>{t('language')}</legend>
      {patientLanguages.map((one) => (
        <label key={one} className="choice" lang={one}>
          <input
            type="radio"
            name="patient-language"
            checked={one === language}
            onChange={() => onChoose(one)}
          />
          <span>{t(`language-${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
