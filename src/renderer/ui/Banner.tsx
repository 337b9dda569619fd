import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface BannerProps {
  readonly tone: 'alarm' | 'ask' | 'info';
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** One line across the window that says how things are. */
export function Banner({ tone, children, action }: BannerProps) {
  return (
    <div className={`banner ${tone}`} role={tone === 'alarm' ? 'alert' : 'note'}>
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
