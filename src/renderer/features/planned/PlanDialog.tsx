/** "Plan…": a visit for later, whose link can be sent at once. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestInput } from '../../../shared/ipc/contract.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useDialogRequest } from '../../ui/useDialogRequest.ts';
import { DoctorPicker } from '../doctors/DoctorPicker.tsx';
import { useDoctors } from '../doctors/DoctorsContext.tsx';
import { copyLater } from '../visits/clipboard.ts';
import { linkOf, type LinkNote } from '../visits/useNewVisit.ts';
import { MomentFields } from './MomentFields.tsx';
import { usualMoment } from './moment.ts';
import { useMomentForm } from './useMomentForm.ts';

interface PlanDialogProps {
  readonly onClose: () => void;
  readonly onPlanned: (note: LinkNote) => void;
}

const maxLabelLength = 100;

export function PlanDialog({ onClose, onPlanned }: PlanDialogProps) {
  const { t } = useTranslation('board');
  const id = useId();
  const form = useMomentForm(() => usualMoment(Date.now()));
  const [label, setLabel] = useState('');
  const { choosesDoctor } = useAbilities();
  const { chosenId } = useDoctors();
  const [lacksDoctor, setLacksDoctor] = useState(false);
  // Where the focus goes when the dialog closes.
  const [from] = useState(() => document.activeElement);
  const planning = usePlanning((note) => onPlanned({ ...note, from }), onClose);
  const submit = () => {
    const startsAt = form.read();
    const lacks = choosesDoctor && chosenId === null;
    setLacksDoctor(lacks);
    if (startsAt === null || lacks) return;
    planning.plan({
      startsAt,
      ...(label.trim() !== '' && { label: label.trim() }),
      ...(choosesDoctor && chosenId !== null && { ownerId: chosenId }),
    });
  };
  return (
    <FormDialog
      title={t('plan-title')}
      submitText={t(planning.busy ? 'plan-busy' : 'plan-submit')}
      busy={planning.busy}
      problem={planning.problem}
      onClose={onClose}
      onSubmit={submit}
    >
      {choosesDoctor && (
        <div className="dialog-field">
          <label htmlFor={`${id}-doctor`}>{t('doctor')}</label>
          <DoctorPicker
            id={`${id}-doctor`}
            invalid={lacksDoctor && chosenId === null}
            describedBy={`${id}-doctor-says`}
          />
          <p id={`${id}-doctor-says`} className="field-error" aria-live="polite">
            {lacksDoctor && chosenId === null && t('doctor-missing')}
          </p>
        </div>
      )}
      <MomentFields id={id} moment={form.moment} onChange={form.change} problem={form.problem} />
      <div className="dialog-field">
        <label htmlFor={`${id}-label`}>{t('plan-label')}</label>
        <input
          id={`${id}-label`}
          className="input"
          dir="auto"
          value={label}
          maxLength={maxLabelLength}
          autoComplete="off"
          onChange={(event) => setLabel(event.target.value)}
        />
        <p className="hint">{t('plan-hint')}</p>
      </div>
    </FormDialog>
  );
}

interface Planning {
  readonly busy: boolean;
  readonly problem: string | null;
  /** Must be called inside the click: the link goes to the clipboard. */
  readonly plan: (input: RequestInput<'visits:create'>) => void;
}

function usePlanning(onPlanned: (note: Omit<LinkNote, 'from'>) => void, onClose: () => void): Planning {
  const { t } = useTranslation('board');
  const { busy, problem, send } = useDialogRequest('visits:create', (why) => t('not-planned', { why }));
  const plan = (input: RequestInput<'visits:create'>) => {
    if (busy) return;
    const made = send(input);
    const copied = copyLater(made.then(linkOf));
    void Promise.all([made, copied]).then(([visit, onClipboard]) => {
      if (!visit) return;
      if (visit.link) onPlanned({ visitId: visit.id, copied: onClipboard });
      onClose();
    });
  };
  return { busy, problem, plan };
}
