import { useEffect } from 'react';
import { browserLanguage, setLanguage } from './i18n.ts';
import { useDesk } from './state/DeskContext.tsx';

/** Follows the settings. In a browser "like this computer" means the browser's own language. */
export function useLanguage(): void {
  const chosen = useDesk((state) => state.settings?.values.app.language);
  const shell = useDesk((state) => state.info?.shell);
  const system = useDesk((state) => state.info?.language);
  useEffect(() => {
    if (chosen === undefined || shell === undefined || system === undefined) return;
    const likeComputer = shell === 'web' ? browserLanguage() : system;
    void setLanguage(chosen === 'system' ? likeComputer : chosen);
  }, [chosen, shell, system]);
}
