/** Turns an error's code into its sentence, with every gap filled. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/ipc/contract.ts';
import { useDesk } from '../state/DeskContext.tsx';

export type ShownError = Omit<ErrorView, 'correlationId'> & { readonly correlationId?: string };

const defaultPort = 443;

export function useErrorText(): (error: ShownError) => string {
  const { t } = useTranslation(['errors', 'board']);
  const address = useDesk((state) => state.settings?.values.server.address) ?? '';
  const owner = useDesk((state) => state.settings?.values.doctors.list[0]?.id) ?? '';
  return useCallback(
    (error) => {
      const server = URL.parse(address);
      // A detail that is missing must not show as a hole in the sentence.
      const values = {
        host: server?.hostname ?? t('server-fallback', { ns: 'board' }),
        port: server?.port || defaultPort,
        status: 'HTTP',
        permission: 'conferences',
        owner,
        name: t('interface-fallback', { ns: 'board' }),
        correlationId: error.correlationId ?? '',
        ...error.details,
      };
      return t(error.code, { ns: 'errors', ...values });
    },
    [t, address, owner],
  );
}
