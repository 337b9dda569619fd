import type { ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';

interface QuestionDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Of the button that changes nothing. */
  readonly noText: string;
  /** `null`: there is nothing to say yes to. */
  readonly yesText: string | null;
  /**
   * Which button stands out: `no` where the other would lose what somebody has typed. `danger`: a yes that nothing brings back.
   */
  readonly main?: 'yes' | 'no' | 'danger';
  readonly busy?: boolean;
  readonly onNo: () => void;
  readonly onYes: () => void;
}

const yesClasses = { yes: 'button main', no: 'button', danger: 'button danger' } as const;

/** A question with two answers; Escape and a click beside it are the one that changes nothing. */
export function QuestionDialog(props: QuestionDialogProps) {
  const { title, children, noText, yesText, main = 'yes', busy = false, onNo, onYes } = props;
  const no = (
    <button key="no" type="button" className={main === 'no' ? 'button main' : 'button'} onClick={onNo}>
      {noText}
    </button>
  );
  const yes = yesText !== null && (
    <button
      key="yes"
      type="button"
      className={yesClasses[main]}
      aria-busy={busy}
      aria-disabled={busy}
      onClick={onYes}
    >
      {yesText}
    </button>
  );
  return (
    <Dialog title={title} onClose={onNo} actions={main === 'no' ? [yes, no] : [no, yes]}>
      {children}
    </Dialog>
  );
}
