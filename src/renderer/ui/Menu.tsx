/** A button that unfolds further buttons: reached by Tab, closed by Escape, a click outside, or leaving it. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

interface MenuProps {
  readonly label: string;
  /** Id of the text that says for whom. */
  readonly describedBy: string;
  readonly items: readonly MenuItem[];
}

export interface MenuItem {
  readonly label: ReactNode;
  readonly key: string;
  readonly run: () => void;
}

export function Menu({ label, describedBy, items }: MenuProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  useCloseOutside(place, open, () => setOpen(false));
  useEffect(() => {
    if (open) document.getElementById(panelId)?.scrollIntoView({ block: 'nearest' });
  }, [open, panelId]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      ref={place}
      className="menu-place"
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        className="button small ghost"
        aria-expanded={open}
        aria-controls={panelId}
        aria-describedby={describedBy}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      <div id={panelId} className="menu" role="group" aria-label={label} hidden={!open}>
        {items.map(({ key, label: text, run }) => (
          <button
            key={key}
            type="button"
            className="menu-item"
            aria-describedby={describedBy}
            onClick={() => {
              close();
              run();
            }}
          >
            {text}
          </button>
        ))}
      </div>
    </div>
  );
}

function useCloseOutside(
  place: { readonly current: HTMLElement | null },
  open: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!open) return undefined;
    const look = (event: Event) => {
      const inside = event.target instanceof Node && place.current?.contains(event.target);
      if (!inside) close();
    };
    const stop = new AbortController();
    document.addEventListener('pointerdown', look, { signal: stop.signal });
    document.addEventListener('focusin', look, { signal: stop.signal });
    return () => stop.abort();
  });
}
