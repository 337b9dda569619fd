/** Another time for a planned visit. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useDialogRequest } from '../../ui/useDialogRequest.ts';
import { useUndo } from '../undo/UndoContext.tsx';
import { MomentFields } from './MomentFields.tsx';
import { useMomentForm } from './useMomentForm.ts';

export function MoveDialog({ visit, onClose }: { readonly visit: VisitView; readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const { t: onCard } = useTranslation('card');
  const api = useApi();
  const offer = useUndo();
  const [former] = useState(visit.startsAt);
  const id = useId();
  const form = useMomentForm(() => visit.startsAt ?? visit.createdAt);
  const { busy, problem, send } = useDialogRequest('visits:move', (why) => t('not-moved', { why }));
  const move = async (): Promise<void> => {
    const startsAt = form.read();
    if (startsAt === null || !(await send({ visitId: visit.id, startsAt }))) return;
    if (former !== null && former !== startsAt)
      offer({
        visitId: visit.id,
        text: onCard('undo-moved'),
        run: () => api.request('visits:move', { visitId: visit.id, startsAt: former }),
      });
    onClose();
  };
  return (
    <FormDialog
      title={t('move-title')}
      submitText={t(busy ? 'move-busy' : 'move-submit')}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void move()}
    >
      <MomentFields id={id} moment={form.moment} onChange={form.change} problem={form.problem} />
      <p className="hint">{t('move-hint')}</p>
    </FormDialog>
  );
}
