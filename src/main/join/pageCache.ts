/** Rendered pages and their gzip, kept in memory by what they were rendered from. */
import { gzipSync } from 'node:zlib';

export interface CachedPage {
  readonly plain: Buffer;
  readonly gzip: Buffer;
}

/**
 * Of little memory gzip makes small blocks, each with a code of its own: script, style and Cyrillic words differ so much
 * that this is some 200 bytes less than with the usual 8.
 */
const packing = { level: 9, memLevel: 6 } as const;

export const makePage = (text: string): CachedPage => {
  const plain = Buffer.from(text, 'utf8');
  return { plain, gzip: gzipSync(plain, packing) };
};

/** At most `capacity` pages; the one longest unused goes first. */
export class PageCache {
  readonly #pages = new Map<string, CachedPage>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#pages.size;
  }

  get(key: string, render: () => string): CachedPage {
    const page = this.#pages.get(key) ?? makePage(render());
    this.#pages.delete(key);
    this.#pages.set(key, page);
    const oldest = this.#pages.keys().next();
    if (this.#pages.size > this.#capacity && !oldest.done) this.#pages.delete(oldest.value);
    return page;
  }
}

/** Whether `Accept-Encoding` takes gzip (RFC 9110 §12.5.3); `q=0` refuses it. */
export function acceptsGzip(header: string | undefined): boolean {
  return /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[0-9.]+\s*)?(?:,|$)/i.test(header ?? '');
}
