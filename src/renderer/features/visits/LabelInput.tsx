import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../state/DeskContext.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';
import { useKeyHint } from '../keys/useKey.ts';
import { unveil, useVeiled } from '../alerts/privacy.ts';
import { VeiledName } from '../alerts/VeiledName.tsx';
import { useUndo } from '../undo/UndoContext.tsx';

interface LabelInputProps {
  readonly visitId: string;
  readonly label: string;
}

const maxLabelLength = 100;

/** What the doctor calls the visit: saved on leaving the field or Enter, taken back by Escape, kept when saving fails. */
export function LabelInput({ visitId, label }: LabelInputProps) {
  const { t } = useTranslation('board');
  const api = useApi();
  const { t: onCard } = useTranslation('card');
  const offer = useUndo();
  const hint = useKeyHint('label');
  const isVeiled = useVeiled(visitId);
  const errorText = useErrorText();
  /** `null`: nothing typed that is not saved. */
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const saving = useRef<string | null>(null);

  const save = async () => {
    const wanted = draft?.trim() ?? null;
    if (wanted === null || saving.current === wanted) return;
    if (wanted === label) {
      setDraft(null);
      setProblem(null);
      return;
    }
    saving.current = wanted;
    const former = label;
    const offerFormer = () =>
      offer({
        visitId,
        text: onCard('undo-label'),
        run: () => api.request('visits:setLabel', { visitId, label: former }),
      });
    const answer = await api.request('visits:setLabel', { visitId, label: wanted });
    saving.current = null;
    setProblem(answer.ok ? null : t('label-not-saved', { why: errorText(answer.error) }));
    // The first label takes the place of nothing.
    if (answer.ok && former !== '') offerFormer();
    // What was typed in the meantime stays.
    if (answer.ok) setDraft((current) => (current?.trim() === wanted ? null : current));
  };
  const revert = () => {
    setDraft(null);
    setProblem(null);
  };

  const problemId = `label-problem-${visitId}`;
  if (isVeiled && label !== '' && draft === null)
    return (
      <div className="label">
        <VeiledName visitId={visitId} name={label} />
      </div>
    );
  return (
    <div className="label">
      <input
        className="label-input"
        aria-label={t('label')}
        placeholder={t('label-placeholder')}
        value={draft ?? label}
        maxLength={maxLabelLength}
        {...hint}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={() => unveil(visitId)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
          if (event.key === 'Escape') revert();
        }}
      />
      {problem !== null && (
        <p id={problemId} className="field-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
