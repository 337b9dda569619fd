/** HTML by tagged template: every value is escaped unless it is itself `Html`. */
import { escapeHtml } from '../escapeHtml.ts';

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Marks text that is HTML already: only for what this program wrote itself. */
export const trusted = (text: string): Html => new Html(text);

type Value = Html | string | null | readonly Html[];

/** `null` renders nothing, a list one after another. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, index) => part + render(values[index] ?? null)).join(''));
}

function render(value: Value): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'string' ? escapeHtml(value) : value.map(({ text }) => text).join('');
}
