/** In which language patients were last written to from this desk: kept in its browser or window. It holds no name. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/settings.ts';
import { keptHere } from '../../state/kept.ts';

const storageKey = 'visit-desk-sending';

export const patientLanguages: readonly Language[] = ['ru', 'en'];

/** Of what is stored; `undefined`: nothing, or nothing that can be read. */
export function readLanguage(stored: string | null): Language | undefined {
  try {
    const memory: unknown = JSON.parse(stored ?? 'null');
    if (typeof memory !== 'object' || memory === null || !('language' in memory)) return undefined;
    return patientLanguages.find((language) => language === memory.language);
  } catch {
    return undefined;
  }
}

/** The last one, at first the language of the desk. */
export function usePatientLanguage(): readonly [Language, (language: Language) => void] {
  const { i18n } = useTranslation();
  const [chosen, setChosen] = useState(() => readLanguage(keptHere.getItem(storageKey)));
  const choose = (language: Language): void => {
    setChosen(language);
    keptHere.setItem(storageKey, JSON.stringify({ language }));
  };
  return [chosen ?? (i18n.language === 'ru' ? 'ru' : 'en'), choose];
}
