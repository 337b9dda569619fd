/**
 * Finds a card by a part of a name, or by the code that somebody reads out from the page. What is typed hides the other cards;
 * a whole code leads to its card at once.
 */
import { useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useDesk, useStore } from '../../state/DeskContext.tsx';
import type { DeskStore } from '../../state/deskStore.ts';
import { useKey } from '../keys/useKey.ts';
import { findVisits } from './boardSearch.ts';
import { shownVisits } from './groups.ts';
import { helpAlphabet } from '../../../shared/helpCode.ts';
import { cardOfVisit } from '../../ui/cards.ts';
import { findByHelpCode, readHelpCode } from './helpCode.ts';

type Problem = 'help-code-none' | 'help-code-length' | 'help-code-foreign';

export function HelpCodeField() {
  const { t } = useTranslation('board');
  const { t: texts } = useTranslation('history');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { text, problem, look } = useSearch();
  useKey('find', true, () => {
    field.current?.focus();
    field.current?.select();
  });
  const typed = readHelpCode(text);
  const sign = typed.kind === 'foreign' ? typed.sign : '';
  return (
    <search className="help-code">
      <input
        ref={field}
        className="input help-code-input"
        value={text}
        maxLength={60}
        placeholder={texts('find')}
        aria-label={texts('find')}
        title={texts('find-hint')}
        aria-keyshortcuts="/"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint ${id}-problem`}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => look(event.target.value, false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !look(text, true)) toFirstCard();
          if (event.key === 'Escape') look('', false);
        }}
      />
      <kbd aria-hidden="true">{t('help-code-key')}</kbd>
      <span id={`${id}-hint`} hidden>
        {texts('find-hint')}
      </span>
      <p id={`${id}-problem`} className="help-code-problem" aria-live="polite">
        {problem && t(problem, { sign, alphabet: helpAlphabet })}
      </p>
    </search>
  );
}

interface Search {
  readonly text: string;
  readonly problem: Problem | null;
  /** `complete`: nothing more will be typed. Gives whether it was a code, found or not. */
  readonly look: (text: string, complete: boolean) => boolean;
}

function useSearch(): Search {
  const store = useStore();
  const text = useDesk((state) => state.search);
  const presentId = useDesk((state) => state.status?.doctors.presentId);
  const [problem, setProblem] = useState<Problem | null>(null);
  // A name that another doctor was looking for is none of this one's business.
  useEffect(() => () => store.search(''), [presentId, store]);
  const look = (wanted: string, complete: boolean): boolean => {
    store.search(wanted);
    if (goToCode(store, wanted)) {
      setProblem(null);
      return true;
    }
    const found = problemOf(store, wanted, complete);
    setProblem(found);
    if (found !== 'help-code-none' || store.state().laterDays === 'shown') return found !== null;
    // It may be planned for a day that is not on the board yet.
    setProblem(null);
    void store.showLaterDays().then(() => {
      if (store.state().search !== wanted || goToCode(store, wanted)) return;
      setProblem(problemOf(store, wanted, true));
    });
    return true;
  };
  return { text, problem, look };
}

/** What is wrong with a code that leads nowhere; `null`: it is none, or some card has it. Names have no figures. */
function problemOf(store: DeskStore, text: string, complete: boolean): Problem | null {
  const typed = readHelpCode(text);
  const found = findVisits(store.state().visits ?? new Map(), text);
  const isName = found !== undefined && shownVisits(found.values(), Date.now()).length > 0;
  const isCode = /\d/.test(text);
  switch (typed.kind) {
    case 'empty':
      return null;
    case 'code':
      return isName && !isCode ? null : 'help-code-none';
    case 'foreign':
      return isCode && !isName && /\d/.test(typed.sign) ? 'help-code-foreign' : null;
    case 'short':
    case 'long':
      return isCode && !isName && complete ? 'help-code-length' : null;
  }
}

/** The card of a whole code comes in sight and takes the focus; nothing is searched for any more. */
function goToCode(store: DeskStore, text: string): boolean {
  const typed = readHelpCode(text);
  if (typed.kind !== 'code') return false;
  const visits = store.state().visits?.values() ?? [];
  const visit = findByHelpCode(shownVisits(visits, Date.now()), typed.code);
  if (!visit) return false;
  // It may stand below what is shown of a long group.
  flushSync(() => store.reveal(visit.id));
  const card = cardOfVisit(visit.id);
  if (!card) return false;
  goTo(card);
  return true;
}

/** Of those that are left on the board. */
function toFirstCard(): void {
  const card = document.querySelector<HTMLElement>('.board [data-visit]');
  if (card) goTo(card);
}

function goTo(card: HTMLElement): void {
  card.scrollIntoView({ block: 'center' });
  card.focus({ preventScroll: true });
}
