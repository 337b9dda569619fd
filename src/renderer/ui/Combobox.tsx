/** A field that searches a list (WAI-ARIA combobox with a listbox): typed into, or walked through with the arrows. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { findNamed, type Named } from './listSearch.ts';

interface ComboboxProps {
  readonly label: string;
  readonly placeholder: string;
  /** Said when nothing is found. */
  readonly emptyText: string;
  readonly options: readonly Named[];
  /** Finds among more than is shown before anything is typed; then `options` is empty. */
  readonly find?: (typed: string) => readonly Named[];
  /** Said instead of a list before anything is typed. */
  readonly startText?: string;
  /** As `aria-keyshortcuts` writes it. */
  readonly shortcut?: string;
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly id?: string;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}

export function Combobox({ inputRef, onChoose, find, ...props }: ComboboxProps) {
  const { options, chosenId, emptyText, startText, label } = props;
  const ownId = useId();
  const listId = `${ownId}-list`;
  /** `null`: closed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const chosen = options.find(({ id }) => id === chosenId);
  // Before anything is typed the whole list stands there.
  const search = find ?? ((text: string) => findNamed(options, text));
  const found = typed === null ? [] : search(typed === chosen?.name ? '' : typed);
  const isOpen = typed !== null;
  const open = () => {
    if (isOpen) return;
    setTyped(chosen?.name ?? '');
    const at = options.findIndex(({ id }) => id === chosenId);
    setActive(Math.max(at, 0));
  };
  const choose = (option: Named | undefined) => {
    // What was typed to find something is not lost by Enter.
    if (!option && find) return;
    setTyped(null);
    if (option) onChoose(option.id);
  };
  const keys: Readonly<Partial<Record<string, () => void>>> = {
    ArrowDown: () => (isOpen ? setActive(Math.min(active + 1, found.length - 1)) : open()),
    ArrowUp: () => (isOpen ? setActive(Math.max(active - 1, 0)) : open()),
    Enter: () => (isOpen ? choose(found[active]) : open()),
    ...(isOpen && { Escape: () => setTyped(null) }),
  };
  const press = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div className="combobox">
      <input
        ref={inputRef}
        id={props.id}
        className="input"
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-keyshortcuts={props.shortcut}
        aria-activedescendant={isOpen && found[active] ? optionId(listId, found[active].id) : undefined}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        value={typed ?? chosen?.name ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onFocus={(event) => event.target.select()}
        onClick={open}
        onBlur={() => setTyped(null)}
        onKeyDown={press}
      />
      <Found
        id={listId}
        label={label}
        hidden={!isOpen}
        found={found}
        active={found[active]?.id}
        chosenId={chosenId}
        onChoose={choose}
      />
      <p className="combobox-empty" role="status">
        {isOpen && found.length === 0 && (typed.trim() === '' ? (startText ?? emptyText) : emptyText)}
      </p>
    </div>
  );
}

const optionId = (listId: string, id: string): string => `${listId}-${encodeURIComponent(id)}`;

interface FoundProps {
  readonly id: string;
  readonly label: string;
  readonly hidden: boolean;
  readonly found: readonly Named[];
  readonly active: string | undefined;
  readonly chosenId: string | null;
  readonly onChoose: (option: Named) => void;
}

function Found({ id: listId, label, hidden, found, active, chosenId, onChoose }: FoundProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active, hidden]);
  return (
    <ul
      ref={list}
      id={listId}
      className="listbox"
      role="listbox"
      aria-label={label}
      hidden={hidden || found.length === 0}
    >
      {found.map((option) => (
        <li
          key={option.id}
          id={optionId(listId, option.id)}
          className="option"
          role="option"
          aria-selected={option.id === chosenId}
          data-active={option.id === active || undefined}
          dir="auto"
          // The focus stays in the field.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          {option.name}
          {option.note !== undefined && <span className="option-note">{option.note}</span>}
        </li>
      ))}
    </ul>
  );
}
