/** Turns an error's code into its sentence, with every gap filled. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbilities, useDesk } from '../state/DeskContext.tsx';
import { errorText, type ShownError } from './errorText.ts';

export type { ShownError };

export function useErrorText(): (error: ShownError) => string {
  const { t } = useTranslation(['errors', 'board']);
  const address = useDesk((state) => state.settings?.values.server.address) ?? '';
  const owner = useDesk((state) => state.status?.doctors.presentId) ?? '';
  // Where there are no settings to go to, somebody else must.
  const { settings: canMend } = useAbilities();
  return useCallback(
    (error) =>
      errorText(
        error,
        { address, owner, canMend },
        {
          sentence: (code, gaps) => t(code, { ns: 'errors', ...gaps }),
          board: (key) => t(key, { ns: 'board' }),
        },
      ),
    [t, address, owner, canMend],
  );
}
