import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useMinute } from '../../ui/clock.ts';
import { cardOf } from '../../ui/cards.ts';
import { groupVisits, holdCard, holdGroups, type Group } from './groups.ts';

/** Whoever has neither moved the pointer over a card nor used the keyboard in one for this long aims at nothing. */
const aimsForMs = 3_000;
/** From one card to the next the pointer crosses the board. */
const crossesForMs = 300;

interface Hold {
  /** The doctor aims at a card, so that none of them moves. */
  readonly isAiming: boolean;
  /** The visit in whose card the focus is: its card alone stays. */
  readonly workedIn: string | null;
}

/** The groups of the board: still while the doctor aims at a card. */
export function useStableGroups(
  visits: ReadonlyMap<string, VisitView>,
  board: RefObject<HTMLElement | null>,
): readonly Group[] {
  const minute = useMinute();
  const { isAiming, workedIn } = useHold(board);
  const wanted = useMemo(() => groupVisits(visits.values(), minute), [visits, minute]);
  const [last, setLast] = useState({ isAiming, workedIn, wanted, groups: wanted });
  if (last.isAiming === isAiming && last.workedIn === workedIn && last.wanted === wanted) return last.groups;
  const groups = isAiming ? holdGroups(last.groups, wanted) : holdCard(last.groups, wanted, workedIn);
  setLast({ isAiming, workedIn, wanted, groups });
  return groups;
}

function useHold(board: RefObject<HTMLElement | null>): Hold {
  const [isAiming, setAiming] = useState(false);
  const [workedIn, setWorkedIn] = useState<string | null>(null);
  useEffect(() => {
    const element = board.current;
    if (!element) return undefined;
    const stop = new AbortController();
    const aim = new Aim(setAiming);
    followPointer(element, aim, stop.signal);
    followFocus(element, aim, setWorkedIn, stop.signal);
    return () => {
      stop.abort();
      aim.forget();
    };
  }, [board]);
  return { isAiming, workedIn };
}

/** Ends by itself: a pointer that rests aims at nothing. */
class Aim {
  readonly #tell: (isAiming: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLeaving = true;

  constructor(tell: (isAiming: boolean) => void) {
    this.#tell = tell;
  }

  take(): void {
    this.#tell(true);
    this.#endAfter(aimsForMs);
    this.#isLeaving = false;
  }

  leave(): void {
    if (this.#isLeaving) return;
    this.#endAfter(crossesForMs);
    this.#isLeaving = true;
  }

  forget(): void {
    clearTimeout(this.#timer);
  }

  #endAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(false), ms);
  }
}

function followPointer(board: HTMLElement, aim: Aim, signal: AbortSignal): void {
  const move = ({ pointerType, target }: PointerEvent) => {
    if (pointerType === 'touch') return;
    if (cardOf(target)) aim.take();
    else aim.leave();
  };
  board.addEventListener('pointermove', move, { signal });
  board.addEventListener('pointerleave', () => aim.leave(), { signal });
}

/** Of the focus, and of what is typed, nothing is left when a card comes to another group. */
function followFocus(
  board: HTMLElement,
  aim: Aim,
  tell: (visitId: string | null) => void,
  signal: AbortSignal,
): void {
  const focus = ({ target }: FocusEvent) => {
    const card = cardOf(target);
    if (card && target instanceof Element && target.matches(':focus-visible, dialog *')) aim.take();
    tell(isWorkedIn(target) ? (card?.dataset['visit'] ?? null) : null);
  };
  // The browser's own event: React hears nothing when the focused button is removed.
  const blur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && board.contains(relatedTarget)) return;
    tell(null);
    aim.leave();
  };
  const press = ({ target }: KeyboardEvent) => {
    if (cardOf(target)) aim.take();
  };
  board.addEventListener('focusin', focus, { signal });
  board.addEventListener('focusout', blur, { signal });
  board.addEventListener('keydown', press, { signal });
}

/**
 * A click leaves the focus on its button for ever: only what shows a focus ring counts, and a dialog of the card. The card as
 * a whole goes to its place, and its focus with it: whoever works by keyboard always has one that is current.
 */
const isWorkedIn = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.matches(':focus-visible:not([data-visit])') || target.closest('dialog') !== null);
