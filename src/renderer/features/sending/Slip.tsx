/** The printed slip: one page for the patient, alone on the paper. Nothing of the desk is printed with it. */
import { Fragment, useEffect, useEffectEvent } from 'react';
import { createPortal } from 'react-dom';
import { fill } from '../../../shared/i18n/messages.ts';
import type { Language } from '../../../shared/settings.ts';
import { QrCode } from './QrCode.tsx';
import type { Letter } from './sentLink.ts';
import { slipPictures } from './slipPictures.tsx';
import { patientWords } from './templates.ts';

interface SlipProps {
  readonly letter: Letter;
  readonly language: Language;
  /** The system's dialog was closed, whatever came of it. */
  readonly onDone: () => void;
}

/** While it is there, the page prints this and nothing else; it opens the system's dialog itself. */
export function Slip({ letter, language, onDone }: SlipProps) {
  const done = useEffectEvent(onDone);
  useEffect(() => {
    const stop = new AbortController();
    // What is not printed loses the focus while it is printed.
    const before = document.activeElement;
    document.documentElement.classList.add('printing-slip');
    const printed = (): void => {
      if (before instanceof HTMLElement) before.focus();
      done();
    };
    window.addEventListener('afterprint', printed, { signal: stop.signal });
    window.print();
    return () => {
      stop.abort();
      document.documentElement.classList.remove('printing-slip');
    };
  }, []);
  return createPortal(<SlipPage letter={letter} language={language} />, document.body);
}

const steps = [1, 2, 3] as const;

function SlipPage({ letter, language }: Omit<SlipProps, 'onDone'>) {
  const words = patientWords(language);
  const { link, clinic, time, doctor } = letter.values;
  return (
    <article className="slip" lang={language}>
      <header>
        {clinic !== '' && <p className="slip-clinic">{clinic}</p>}
        <h1>{words['slip-title']}</h1>
        {time !== '' && <p className="slip-time">{time}</p>}
        {doctor !== '' && <p>{fill(words['slip-doctor'], { doctor })}</p>}
        {time !== '' && <p>{words['slip-early']}</p>}
      </header>
      <section className="slip-link">
        <QrCode text={link} level="M" name={words['qr-alt']} />
        <div>
          <p className="slip-small">{words['slip-address']}</p>
          <p className="slip-address">
            {link.split(/(?<=[^/:]\/)/).map((part) => (
              <Fragment key={part}>
                {part}
                <wbr />
              </Fragment>
            ))}
          </p>
        </div>
      </section>
      <ol className="slip-steps">
        {steps.map((step) => (
          <li key={step}>
            {slipPictures[step]}
            <p>
              <b>{step}.</b> {words[`slip-step-${step}`]}
            </p>
          </li>
        ))}
      </ol>
      <SlipHelp letter={letter} language={language} />
    </article>
  );
}

function SlipHelp({ letter: { values, helpCode }, language }: Omit<SlipProps, 'onDone'>) {
  const words = patientWords(language);
  const { phone } = values;
  return (
    <footer className="slip-help">
      <div>
        <p>{words[phone === '' ? 'slip-help-unknown' : 'slip-help']}</p>
        {phone !== '' && <p className="slip-large">{phone}</p>}
      </div>
      {helpCode !== '' && (
        <div>
          <p>{words['slip-code-label']}</p>
          <p className="slip-large">{helpCode}</p>
        </div>
      )}
    </footer>
  );
}
