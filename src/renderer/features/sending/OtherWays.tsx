/** The link by other means than a message: on the screen, on paper, in a calendar. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/settings.ts';
import { Icon } from '../../ui/Icon.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import { QrDialog } from '../visits/QrDialog.tsx';
import { calendarName, calendarOf, type Letter, type SentLink } from './sentLink.ts';
import { Slip } from './Slip.tsx';

interface OtherWaysProps {
  readonly link: SentLink;
  readonly letter: Letter;
  readonly message: string;
  /** Id of the sentence that says why the message must not be handed out; `null`: it may. */
  readonly heldBy: string | null;
  readonly language: Language;
}

export function OtherWays({ link, letter, message, heldBy, language }: OtherWaysProps) {
  const { t } = useTranslation('sending');
  const id = useId();
  const [shown, setShown] = useState<'qr' | 'slip' | null>(null);
  const [saved, setSaved] = useState(false);
  const close = (): void => setShown(null);
  const save = (): void => {
    const file = calendarOf(link, letter, message, Date.now());
    if (file === null || letter.startsAt === null || heldBy !== null) return;
    saveFile(calendarName(letter.startsAt), 'text/calendar;charset=utf-8', file);
    setSaved(true);
  };
  return (
    <div className="dialog-field" role="group" aria-labelledby={id}>
      <p id={id} className="send-heading">
        {t('show-or-print')}
      </p>
      <div className="send-ways">
        <button type="button" className="button" onClick={() => setShown('qr')}>
          <Icon name="qr" />
          {t('qr')}
        </button>
        <button type="button" className="button" onClick={() => setShown('slip')}>
          <Icon name="print" />
          {t('print')}
        </button>
        {letter.startsAt !== null && (
          <button
            type="button"
            className={heldBy === null ? 'button' : 'button off'}
            aria-disabled={heldBy !== null}
            {...(heldBy !== null && { 'aria-describedby': heldBy })}
            onClick={save}
          >
            <Icon name="calendar" />
            {t('calendar')}
          </button>
        )}
      </div>
      <p className="hint" role="status">
        {saved && t('calendar-saved')}
      </p>
      {shown === 'qr' && <QrDialog url={link.url} onClose={close} />}
      {shown === 'slip' && <Slip letter={letter} language={language} onDone={close} />}
    </div>
  );
}
