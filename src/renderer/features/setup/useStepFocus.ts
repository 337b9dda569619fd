import { useEffect, useRef, type RefObject } from 'react';

/** What moved on takes the focus with it: to the first field of the step, or to its main button. Not at the start: nobody moved on. */
export function useStepFocus(step: number): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const former = useRef(step);
  useEffect(() => {
    if (former.current === step) return;
    former.current = step;
    place.current?.querySelector<HTMLElement>('form input, .button.main')?.focus();
  }, [step]);
  return place;
}
