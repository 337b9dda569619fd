import type { ReactNode } from 'react';
import { Icon } from '../../ui/Icon.tsx';

interface EmptyProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** Nothing to show, and why. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className="empty">
      <span className="mark large">
        <Icon name="person" />
      </span>
      <h3>{title}</h3>
      <p>{text}</p>
      {children}
    </div>
  );
}
