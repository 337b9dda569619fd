/** A button that unfolds further buttons and links: reached by Tab, closed by Escape, a click outside, or leaving it. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

/** What a button bears whose action has a key. */
export interface KeyHintProps {
  readonly title: string;
  readonly 'aria-keyshortcuts': string;
  readonly 'data-action': string;
}

interface MenuProps {
  readonly label: ReactNode;
  /** What a screen reader calls it, where the label is not enough. */
  readonly name?: string;
  /** Id of the text that says for whom. */
  readonly describedBy?: string;
  /** Of the key that unfolds it. */
  readonly hint?: KeyHintProps;
  /** Stands above the items. */
  readonly heading?: ReactNode;
  readonly items: readonly MenuItem[];
}

export type MenuItem = {
  readonly label: ReactNode;
  readonly key: string;
  readonly lang?: string;
  /** Of its key, as `useKeyHint` gives it. */
  readonly hint?: KeyHintProps;
} & ({ readonly run: () => void } | { readonly href: string });

export function Menu({ label, name, describedBy, hint, heading, items }: MenuProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  const labelId = useId();
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
        if (!open) return;
        if (event.key === 'Escape') close();
        else if (!goOn(event.currentTarget, event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        ref={button}
        id={labelId}
        type="button"
        className="button small ghost"
        aria-label={name}
        aria-expanded={open}
        aria-controls={panelId}
        aria-describedby={describedBy}
        {...hint}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      <div id={panelId} className="menu" role="group" aria-labelledby={labelId} hidden={!open}>
        {heading}
        {items.map((item) => (
          <Item key={item.key} item={item} describedBy={describedBy} onRun={close} />
        ))}
      </div>
    </div>
  );
}

/** From one item to the next by the arrows. Answers whether it was one. */
function goOn(place: HTMLElement, key: string): boolean {
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
  const items = [...place.querySelectorAll<HTMLElement>('.menu-item')];
  const at = items.findIndex((item) => item === document.activeElement);
  const next = key === 'ArrowDown' ? at + 1 : (at < 0 ? items.length : at) - 1;
  items[Math.max(0, Math.min(next, items.length - 1))]?.focus();
  return true;
}

interface ItemProps {
  readonly item: MenuItem;
  readonly describedBy: string | undefined;
  readonly onRun: () => void;
}

function Item({ item, describedBy, onRun }: ItemProps) {
  const common = { className: 'menu-item', lang: item.lang, 'aria-describedby': describedBy, ...item.hint };
  if ('href' in item) {
    return (
      <a {...common} href={item.href}>
        {item.label}
      </a>
    );
  }
  return (
    <button
      {...common}
      type="button"
      onClick={() => {
        onRun();
        item.run();
      }}
    >
      {item.label}
      {item.hint && <kbd aria-hidden="true">{item.hint['aria-keyshortcuts']}</kbd>}
    </button>
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
