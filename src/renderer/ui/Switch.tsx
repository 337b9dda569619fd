import { useId } from 'react';
import type { KeyHintProps } from './Menu.tsx';

interface SwitchProps {
  readonly label: string;
  /** What it means, for the pointer and for screen readers. */
  readonly hint: string;
  /** Of the key that switches it, as `useKeyHint` gives it. */
  readonly keyHint?: KeyHintProps;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, keyHint, checked, onChange }: SwitchProps) {
  const hintId = useId();
  return (
    <label className="switch" title={keyHint?.title ?? hint}>
      <input
        {...keyHint}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-describedby={hintId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
      <span id={hintId} hidden>
        {hint}
      </span>
    </label>
  );
}
