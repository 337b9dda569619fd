/** The message as it will be sent; it can be changed for this once. */
import { useId, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/settings.ts';
import type { Edited } from './useEdited.ts';

interface MessageFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Of the sentence below the text. */
  readonly aboutId: string;
  readonly language: Language;
  readonly link: string;
  readonly edited: Edited;
}

const maxLength = 2_000;

export function MessageField({ field, aboutId, language, link, edited }: MessageFieldProps) {
  const { t } = useTranslation('sending');
  const id = useId();
  const hasLink = edited.text.includes(link);
  const about = aboutText(edited, hasLink);
  return (
    <div className="dialog-field">
      <label htmlFor={id}>{t('message')}</label>
      <textarea
        ref={field}
        id={id}
        className="input area"
        rows={8}
        lang={language}
        value={edited.text}
        maxLength={maxLength}
        aria-invalid={!hasLink}
        aria-describedby={aboutId}
        onChange={(event) => edited.change(event.target.value)}
      />
      <div className="send-below">
        <p id={aboutId} className={about === 'message-hint' ? 'hint' : 'field-error'} aria-live="polite">
          {t(about)}
        </p>
        <button
          type="button"
          className="button small ghost"
          aria-disabled={!edited.isChanged}
          onClick={edited.reset}
        >
          {t(edited.isOld ? 'message-renew' : 'message-reset')}
        </button>
      </div>
    </div>
  );
}

/** What the reader of the text must know first. */
function aboutText({ isHeld, isOld }: Edited, hasLink: boolean) {
  if (isHeld) return 'message-held';
  if (!hasLink) return 'message-no-link';
  return isOld ? 'message-old' : 'message-hint';
}
