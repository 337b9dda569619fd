import { useEffect, useRef, type RefObject } from 'react';
import { isFocusLost } from './focusLost.ts';

/** When `change` is another and took what had the focus with it, the focus goes to `target`; never at the start. */
export function useKeptFocus(target: RefObject<HTMLElement | null>, change: unknown): void {
  const former = useRef(change);
  useEffect(() => {
    if (Object.is(former.current, change)) return;
    former.current = change;
    if (isFocusLost()) target.current?.focus({ preventScroll: true });
  }, [target, change]);
}
