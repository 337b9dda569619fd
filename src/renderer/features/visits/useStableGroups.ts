import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useMinute } from '../../ui/clock.ts';
import { groupVisits, holdGroups, type Group } from './groups.ts';

/** A pointer that rests on the board for this long is not aiming at anything. */
const idleAfterMs = 10_000;

/** The groups of the board, still while the doctor aims at a card with the pointer or works in one by keyboard. */
export function useStableGroups(
  visits: ReadonlyMap<string, VisitView>,
  board: RefObject<HTMLElement | null>,
): readonly Group[] {
  const minute = useMinute();
  const held = useHold(board);
  const wanted = useMemo(() => groupVisits(visits.values(), minute), [visits, minute]);
  const [last, setLast] = useState({ held, wanted, groups: wanted });
  if (last.held === held && last.wanted === wanted) return last.groups;
  const groups = held ? holdGroups(last.groups, wanted) : wanted;
  setLast({ held, wanted, groups });
  return groups;
}

/** Whether the pointer moves over the board, or the keyboard's focus is in it. */
function useHold(board: RefObject<HTMLElement | null>): boolean {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    const element = board.current;
    if (!element) return undefined;
    let idle: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      clearTimeout(idle);
      setPointed(false);
    };
    const move = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      clearTimeout(idle);
      idle = setTimeout(() => setPointed(false), idleAfterMs);
      setPointed(true);
    };
    // A click leaves the focus on its button for ever: only what shows a focus ring counts.
    const focus = () => setFocused(element.querySelector(':focus-visible') !== null);
    // The browser's own event: React hears nothing when the focused button is removed.
    const blur = () => setFocused(false);
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerleave', leave, { signal });
    element.addEventListener('focusin', focus, { signal });
    element.addEventListener('focusout', blur, { signal });
    return () => {
      stop.abort();
      clearTimeout(idle);
    };
  }, [board]);
  return pointed || focused;
}
