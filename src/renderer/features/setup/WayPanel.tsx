import type { ReactNode } from 'react';

interface WayPanelProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One way in which this computer can work. */
export function WayPanel({ title, text, children }: WayPanelProps) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h3>{title}</h3>
      </div>
      <p className="panel-text">{text}</p>
      {children}
    </section>
  );
}
