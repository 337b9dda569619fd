import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpKey } from '../../shared/help.ts';
import { useDesk } from '../state/DeskContext.tsx';

/** The sentence that helps with a camera, in the doctor's language or in English; empty when there is none. */
export function useHelpText(): (key: HelpKey) => string {
  const { i18n } = useTranslation();
  const help = useDesk((state) => state.info?.help);
  const { language } = i18n;
  return useCallback((key) => help?.[key][language] ?? help?.[key]['en'] ?? '', [help, language]);
}
