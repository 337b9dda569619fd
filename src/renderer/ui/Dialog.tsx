/**
 * A modal dialog on the browser's own `<dialog>`: top layer, focus kept inside and given back, Escape. Not a library's:
 * those lock the scrolling by a style element made at run time, which our CSP refuses.
 */
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  /** Of the title, where it is not the desk's language. */
  readonly titleLang?: string;
  /** Of the look, where it is not a box in the middle. */
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the one that changes least first. */
  readonly actions: ReactNode;
}

export function Dialog({ title, titleLang, className, onClose, children, actions }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Closed before it leaves the page: only then the browser gives the focus back.
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={className === undefined ? 'dialog' : `dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // React hands it up from a dialog that was opened from this one.
        if (event.target !== ref.current) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // The second click of the double click that opened it falls beside it, and was not aimed at it.
        if (event.target === ref.current && event.detail < 2) onClose();
      }}
    >
      <div className="dialog-body">
        <h2 id={titleId} lang={titleLang}>
          {title}
        </h2>
        {children}
        <div className="dialog-actions">{actions}</div>
      </div>
    </dialog>
  );
}
