import { useEffect } from 'react';
import { browserLanguage, chosenLanguage, setLanguage } from './i18n.ts';
import { useAtService, useDesk } from './state/DeskContext.tsx';

/**
 * Follows the settings; at the clinic's service, whose settings are everybody's, what was chosen in this browser. In a
 * browser "like this computer" means the browser's own language.
 */
export function useLanguage(): void {
  const chosen = useDesk((state) => state.settings?.values.app.language);
  const atService = useAtService();
  const shell = useDesk((state) => state.info?.shell);
  const system = useDesk((state) => state.info?.language);
  useEffect(() => {
    if (atService) void setLanguage(chosenLanguage() ?? browserLanguage());
    if (chosen === undefined || shell === undefined || atService || system === undefined) return;
    const likeComputer = shell === 'web' ? browserLanguage() : system;
    void setLanguage(chosen === 'system' ? likeComputer : chosen);
  }, [atService, chosen, shell, system]);
}
