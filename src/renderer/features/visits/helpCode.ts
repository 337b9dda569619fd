/**
 * The help code as it is typed: in whatever layout the keyboard is in. Pure.
 */
import { helpAlphabet, helpCodeLength } from '../../../shared/helpCode.ts';
import type { VisitView } from '../../../shared/ipc/contract.ts';

/** Cyrillic letters that look like a Latin one of the alphabet. */
const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
};

export type TypedCode =
  | { readonly kind: 'empty' }
  /** A character that no code has. */
  | { readonly kind: 'foreign'; readonly sign: string }
  | { readonly kind: 'short' | 'long' | 'code'; readonly code: string };

/** Spaces, dashes and case do not matter; Cyrillic look-alikes count as Latin. */
export function readHelpCode(text: string): TypedCode {
  const signs = [...text.toUpperCase().replace(/[\s\p{Pd}]/gu, '')].map((sign) => lookAlikes[sign] ?? sign);
  const foreign = signs.find((sign) => !helpAlphabet.includes(sign));
  if (foreign !== undefined) return { kind: 'foreign', sign: foreign };
  if (signs.length === 0) return { kind: 'empty' };
  const code = signs.join('');
  if (signs.length < helpCodeLength) return { kind: 'short', code };
  return { kind: signs.length > helpCodeLength ? 'long' : 'code', code };
}

/** The visit of this code, which each of its links has one of; one that is over only when no other has it. */
export function findByHelpCode(visits: Iterable<VisitView>, code: string): VisitView | undefined {
  const found = [...visits].filter((visit) =>
    [visit, ...visit.extraLinks].some(({ helpCode }) => helpCode === code),
  );
  return found.find((visit) => visit.phase !== 'closed') ?? found[0];
}
