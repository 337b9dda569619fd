import { useCallback, useId, useRef, useState, type ChangeEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../state/DeskContext.tsx';
import type { DeskStore } from '../../state/deskStore.ts';
import { useShortcut } from '../../ui/useShortcut.ts';
import { shownVisits } from './groups.ts';
import { helpAlphabet } from '../../../shared/helpCode.ts';
import { findByHelpCode, readHelpCode, type TypedCode } from './helpCode.ts';

const key = { key: '/', code: 'Slash' } as const;

/** Reads `text`; goes to the visit when it is a code of one. Answers what is wrong otherwise, `null` when nothing is. */
type Find = (text: string) => 'found' | 'help-code-none' | 'help-code-length' | 'help-code-foreign' | null;

/** Finds the visit of somebody who telephones and reads out the code from the page. */
export function HelpCodeField() {
  const { t } = useTranslation('board');
  const store = useStore();
  const find = findIn(store);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Exclude<ReturnType<Find>, 'found'>>(null);
  useShortcut(
    key,
    true,
    useCallback(() => field.current?.focus(), []),
  );
  const typedNow = useRef('');
  const look = (value: string, complete: boolean) => {
    typedNow.current = value;
    const answer = find(value);
    if (answer !== 'help-code-none' || store.state().laterDays === 'shown') {
      tell(value, answer, complete);
      return;
    }
    // It may be planned for a day that is not on the board yet.
    tell(value, null, complete);
    void store.showLaterDays().then(() => typedNow.current === value && tell(value, find(value), true));
  };
  const tell = (value: string, answer: ReturnType<Find>, complete: boolean) => {
    setText(answer === 'found' ? '' : value);
    const early = answer === 'help-code-length' && !complete;
    setProblem(answer === 'found' || early ? null : answer);
  };
  const typed = readHelpCode(text);
  const sign = typed.kind === 'foreign' ? typed.sign : '';
  return (
    <search className="help-code">
      <input
        ref={field}
        className="input help-code-input"
        value={text}
        maxLength={20}
        placeholder={t('help-code')}
        aria-label={t('help-code')}
        title={t('help-code-hint')}
        aria-keyshortcuts="/"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint ${id}-problem`}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event: ChangeEvent<HTMLInputElement>) => look(event.target.value, false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') look(text, true);
          if (event.key === 'Escape') look('', false);
        }}
      />
      <kbd aria-hidden="true">{t('help-code-key')}</kbd>
      <span id={`${id}-hint`} hidden>
        {t('help-code-hint')}
      </span>
      <p id={`${id}-problem`} className="help-code-problem" aria-live="polite">
        {problem && t(problem, { sign, alphabet: helpAlphabet })}
      </p>
    </search>
  );
}

const problems = {
  empty: null,
  foreign: 'help-code-foreign',
  short: 'help-code-length',
  long: 'help-code-length',
} as const satisfies Record<Exclude<TypedCode['kind'], 'code'>, ReturnType<Find>>;

function findIn(store: DeskStore): Find {
  return (text) => {
    const typed = readHelpCode(text);
    if (typed.kind !== 'code') return problems[typed.kind];
    const visits = store.state().visits?.values() ?? [];
    const visit = findByHelpCode(shownVisits(visits, Date.now()), typed.code);
    // It may stand below what is shown of a long group.
    if (visit) flushSync(() => store.reveal(visit.id));
    const card = visit && document.querySelector<HTMLElement>(`[data-visit="${CSS.escape(visit.id)}"]`);
    if (!card) return 'help-code-none';
    card.scrollIntoView({ block: 'center' });
    card.focus({ preventScroll: true });
    return 'found';
  };
}
