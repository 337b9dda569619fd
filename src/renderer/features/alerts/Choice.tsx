import type { ReactNode } from 'react';
import { Switch } from '../../ui/Switch.tsx';

interface ChoiceProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children?: ReactNode;
}

/** A switch with its meaning in sight below it. */
export function Choice({ label, hint, checked, onChange, children }: ChoiceProps) {
  return (
    <div className="choice-block">
      <Switch label={label} hint={hint} checked={checked} onChange={onChange} />
      {/* The switch itself tells it to a screen reader. */}
      <p className="hint" aria-hidden="true">
        {hint}
      </p>
      {children}
    </div>
  );
}
