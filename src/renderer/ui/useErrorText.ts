/** Turns an error's code into its sentence, with every gap filled. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '../../shared/errors.ts';
import type { ErrorView } from '../../shared/ipc/contract.ts';
import { useAbilities, useDesk } from '../state/DeskContext.tsx';

export type ShownError = Omit<ErrorView, 'correlationId'> & { readonly correlationId?: string };

const defaultPort = 443;

/** What is mended in the settings, or on the server by whoever set this up. */
const administrators: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not-configured',
  'certificate-self-signed',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-other-host',
  'certificate-changed',
  'not-trueconf',
  'api-missing',
  'credentials-rejected',
  'token-rejected',
  'permission-missing',
  'owner-unknown',
  'rejected',
  'places-too-few',
  'guest-address-foreign',
  'guest-seat-last',
  'port-taken',
  'port-not-allowed',
  'interface-gone',
  'public-needs-https',
  'certificate-file-unusable',
]);

export function useErrorText(): (error: ShownError) => string {
  const { t } = useTranslation(['errors', 'board']);
  const address = useDesk((state) => state.settings?.values.server.address) ?? '';
  const owner = useDesk((state) => state.status?.doctors.presentId) ?? '';
  // Where there are no settings to go to, somebody else must.
  const { settings: canMend } = useAbilities();
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
      const text = t(error.code, { ns: 'errors', ...values });
      if (canMend || !administrators.has(error.code)) return text;
      return `${text} ${t('banner-tell-administrator', { ns: 'board' })}`;
    },
    [t, address, owner, canMend],
  );
}
