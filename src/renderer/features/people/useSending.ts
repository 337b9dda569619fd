import { useTranslation } from 'react-i18next';
import type { RequestChannel } from '../../../shared/ipc/channels.ts';
import { useDialogRequest, type DialogRequest } from '../../ui/useDialogRequest.ts';

/** What is saved of people and sites. */
export function useSending<C extends RequestChannel>(channel: C): DialogRequest<C> {
  const { t } = useTranslation('people');
  return useDialogRequest(channel, (why) => t('not-saved', { why }));
}
