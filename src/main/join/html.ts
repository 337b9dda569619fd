/** HTML by tagged template: every value is escaped unless it is itself `Html`. */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Marks text that is HTML already: only for what this program wrote itself. */
export const trusted = (text: string): Html => new Html(text);

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

/** `null` renders nothing. */
export function markup(parts: TemplateStringsArray, ...values: readonly (Html | string | null)[]): Html {
  const pieces = parts.map((part, index) => {
    const value = values[index] ?? '';
    return part + (value instanceof Html ? value.text : escapeHtml(value));
  });
  return new Html(pieces.join(''));
}
