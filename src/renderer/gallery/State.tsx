import type { ReactNode } from 'react';

/** One state of a component, with its name. */
export function State({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <figure className="gallery-state">
      <figcaption className="hint" lang="en">
        {name}
      </figcaption>
      {children}
    </figure>
  );
}
