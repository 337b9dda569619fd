import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leftover } from '../../../shared/ipc/diagnostics.ts';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { dayTime } from '../../ui/times.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { useKeptFocus } from '../../ui/useKeptFocus.ts';

/** Enough to tell installations apart. */
const nameOf = ({ installation }: Pick<Leftover, 'installation'>): string => installation.slice(-4);

export function LeftoversPanel() {
  const { t } = useTranslation('diagnostics');
  const looking = useAsk('leftovers:list', t('leftovers-title'));
  const [found, setFound] = useState<readonly Leftover[] | null>(null);
  const [word, setWord] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  // What was deleted takes its row with it.
  useKeptFocus(button, found);
  const look = async () => {
    const answer = await looking.run({});
    if (answer) setFound(answer.leftovers);
  };
  return (
    <section className="panel diagnostics" aria-labelledby="leftovers-title">
      <h3 id="leftovers-title">{t('leftovers-title')}</h3>
      <p className="hint">{t('leftovers-intro')}</p>
      <div>
        <button
          ref={button}
          type="button"
          className="button"
          aria-disabled={looking.busy}
          onClick={() => {
            setWord('');
            void look();
          }}
        >
          {t('leftovers-look')}
        </button>
      </div>
      <p role="status">{word || (found?.length === 0 && t('leftovers-none'))}</p>
      {found && found.length > 0 && (
        <ul className="leftovers">
          {found.map((each) => (
            <Row
              key={each.installation}
              leftover={each}
              onRemoved={(said) => {
                setWord(said);
                void look();
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly leftover: Leftover;
  readonly onRemoved: (word: string) => void;
}

function Row({ leftover, onRemoved }: RowProps) {
  const { t, i18n } = useTranslation('diagnostics');
  const removing = useAsk('leftovers:remove', t('leftovers-title'));
  const [asked, setAsked] = useState(false);
  const name = nameOf(leftover);
  const conferences = t('leftovers-count', { count: leftover.conferences });
  const remove = async () => {
    const done = await removing.run({ installation: leftover.installation });
    setAsked(false);
    if (!done) return;
    const gone = t('leftovers-removed', { count: done.removed });
    onRemoved(done.left === 0 ? gone : `${gone} ${t('leftovers-left', { left: done.left })}`);
  };
  return (
    <li>
      <span>
        {t('leftovers-one', { name, date: dayTime(leftover.lastAt, i18n.language) })} · {conferences}
      </span>
      <button type="button" className="button small" onClick={() => setAsked(true)}>
        {t('leftovers-remove')}
      </button>
      {asked && (
        <QuestionDialog
          title={t('leftovers-sure', { conferences, name })}
          noText={t('leftovers-cancel')}
          yesText={t('leftovers-remove')}
          main="danger"
          busy={removing.busy}
          onNo={() => setAsked(false)}
          onYes={() => void remove()}
        >
          <p>{t('leftovers-sure-text')}</p>
        </QuestionDialog>
      )}
    </li>
  );
}
