import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface BannerProps {
  readonly tone: 'alarm' | 'ask' | 'info' | 'quiet';
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** `quiet`: told by what it stands in. */
const roles = { alarm: 'alert', ask: 'status', info: 'status', quiet: undefined } as const;

/** One line across the window that says how things are. */
export function Banner({ tone, children, action }: BannerProps) {
  return (
    <div className={`banner ${tone}`} role={roles[tone]}>
      <Icon name={tone === 'info' ? 'info' : 'warning'} />
      <p>{children}</p>
      {action && (
        <button type="button" className="button small" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}
