/** The field to which the search has led: it bears a mark until the focus goes elsewhere. */
import { createContext, useContext } from 'react';
import type { FieldName } from './form.ts';
import type { PlaceName } from './placeTable.ts';

export type Target = FieldName | PlaceName;

const FoundContext = createContext<Target | null>(null);
export const FoundProvider = FoundContext.Provider;

interface RowMarks {
  readonly className: string;
  readonly 'data-field': Target;
  /** Takes the focus where nothing in it can. */
  readonly tabIndex: -1;
}

/** What a row bears so that the search can lead to it: to be spread over it. */
export function useRowMarks(target: Target): RowMarks {
  const found = useContext(FoundContext);
  return { className: found === target ? 'field found' : 'field', 'data-field': target, tabIndex: -1 };
}

/** The row of a target that is on the page now; `undefined`: it is not. */
export const rowOf = (target: Target): HTMLElement | undefined =>
  document.querySelector<HTMLElement>(`[data-field="${target}"]`) ?? undefined;

/** To the first field with a problem, which may be out of sight above the button that was pressed. */
export function focusWrong(form: HTMLElement): void {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]');
  wrong?.focus({ preventScroll: true });
  wrong?.scrollIntoView({ block: 'center' });
}

const focusable = ['input:checked', 'input:not([type=radio])', 'textarea', 'input', 'button'];

/** What of a row takes the focus: the chosen one of several, the field, a button, or the row itself. */
export function focusRow(row: HTMLElement): void {
  const first = focusable
    .map((selector) => row.querySelector<HTMLElement>(selector))
    .find((element) => element !== null);
  (first ?? row).focus({ preventScroll: true });
  row.scrollIntoView({ block: 'center' });
}
