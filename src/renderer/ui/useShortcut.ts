import { useEffect } from 'react';

export interface Shortcut {
  /** As the layout gives it, lower case. */
  readonly key: string;
  /** By place as well: the same key in another layout. */
  readonly code: string;
}

/** A key that works wherever nothing is being typed and no dialog is open. */
export function useShortcut({ key, code }: Shortcut, enabled: boolean, run: () => void): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.code !== code && event.key.toLowerCase() !== key) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], dialog')) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [key, code, enabled, run]);
}
