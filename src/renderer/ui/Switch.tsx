import { useId } from 'react';

interface SwitchProps {
  readonly label: string;
  /** What it means, for the pointer and for screen readers. */
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const hintId = useId();
  return (
    <label className="switch" title={hint}>
      <input
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
