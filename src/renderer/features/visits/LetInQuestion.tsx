/** Somebody with another name than the label: letting in takes a second press, in the place of the first. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useUnveiled } from '../alerts/privacy.ts';

interface LetInQuestionProps {
  /** Id of the sentence. */
  readonly id: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** A third way, between the two. */
  readonly children?: ReactNode;
}

/** The focus goes to the second button; Escape goes back. A key that is held down presses only once. */
export function LetInQuestion({ id, question, yes, no, busy, onYes, onNo, children }: LetInQuestionProps) {
  const second = useRef<HTMLButtonElement>(null);
  useUnveiled();
  useEffect(() => {
    second.current?.focus({ preventScroll: true });
    second.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div
      className="let-in-question"
      role="group"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onNo();
      }}
    >
      <p id={id}>{question}</p>
      <div className="row wrap">
        <button type="button" className="button small" onClick={onNo}>
          {no}
        </button>
        {children}
        <button
          ref={second}
          type="button"
          className="button small main"
          aria-describedby={id}
          aria-disabled={busy}
          onClick={onYes}
        >
          {yes}
        </button>
      </div>
    </div>
  );
}
