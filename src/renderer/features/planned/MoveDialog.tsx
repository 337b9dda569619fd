/** Another time for a planned visit. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';
import { MomentFields } from './MomentFields.tsx';
import { useMomentForm } from './useMomentForm.ts';

export function MoveDialog({ visit, onClose }: { readonly visit: VisitView; readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const api = useApi();
  const errorText = useErrorText();
  const id = useId();
  const form = useMomentForm(() => visit.startsAt ?? visit.createdAt);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const move = async (): Promise<void> => {
    const startsAt = form.read();
    if (startsAt === null || busy) return;
    setBusy(true);
    setProblem(null);
    const answer = await api.request('visits:move', { visitId: visit.id, startsAt });
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(t('not-moved', { why: errorText(answer.error) }));
  };
  return (
    <FormDialog
      title={t('move-title')}
      submitText={t(busy ? 'move-busy' : 'move-submit')}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        void move();
      }}
    >
      <MomentFields id={id} moment={form.moment} onChange={form.change} problem={form.problem} />
      <p className="hint">{t('move-hint')}</p>
    </FormDialog>
  );
}
