import { useLayoutEffect, useRef } from 'react';
import { isFocusLost } from '../../ui/focusLost.ts';
import { focusCall, focusCard, focusPane, isAtCard, keepInSight } from './focus.ts';
import type { CallLayout } from './layouts.ts';

/**
 * The focus goes into the pane with the call, and back to its card afterwards; the card stays in sight. Before the page is
 * drawn, so that nobody else finds a focus that is lost.
 */
export function useCallFocus(visitId: string | null, layout: CallLayout, moving: boolean): void {
  const former = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (moving) {
      if (isFocusLost()) focusPane();
      return;
    }
    const before = former.current;
    former.current = visitId;
    const about = visitId ?? before;
    if (about === null || before === visitId) return;
    keepInSight(about);
    if (visitId === null) {
      if (isFocusLost()) focusCard(about);
    } else if (before !== null || isFocusLost() || isAtCard(visitId)) focusCall(visitId);
  }, [visitId, moving]);
  useLayoutEffect(() => {
    if (visitId === null) return;
    if (layout === 'beside') keepInSight(visitId);
    // Out of a board that is hidden now.
    if (isFocusLost()) focusPane();
  }, [visitId, layout]);
}
