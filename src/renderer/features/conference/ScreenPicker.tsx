/** On the desktop: which screen or window the call may show. The guest has asked; whoever cancels shows nothing. */
import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventPayload } from '../../../shared/ipc/contract.ts';
import type { ScreenSource } from '../../../shared/ipc/callWindow.ts';
import { useApi } from '../../state/DeskContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface Question {
  readonly requestId: number;
  readonly sources: readonly ScreenSource[];
}

export function ScreenPicker() {
  const api = useApi();
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(
    () =>
      api.on('shell:chooseScreen', ({ requestId, sources }: EventPayload<'shell:chooseScreen'>) =>
        setQuestion(sources && { requestId, sources }),
      ),
    [api],
  );
  if (!question) return null;
  const { requestId, sources } = question;
  const answer = (sourceId: string | null) => {
    setQuestion(null);
    void api.request('shell:shareScreen', { requestId, sourceId });
  };
  return <PickerDialog key={requestId} sources={sources} onAnswer={answer} />;
}

interface PickerDialogProps {
  readonly sources: readonly ScreenSource[];
  readonly onAnswer: (sourceId: string | null) => void;
}

const kinds = ['screen', 'window'] as const;

function PickerDialog({ sources, onAnswer }: PickerDialogProps) {
  const { t } = useTranslation('call');
  const formId = useId();
  const [chosen, setChosen] = useState(sources[0]?.id ?? null);
  const form = useRef<HTMLFormElement>(null);
  // Not to the list as a whole, which can be scrolled and so would be the first.
  useEffect(() => form.current?.querySelector<HTMLElement>(':checked')?.focus(), []);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onAnswer(chosen);
  };
  return (
    <Dialog
      title={t('share-title')}
      onClose={() => onAnswer(null)}
      actions={
        <>
          <button type="button" className="button" onClick={() => onAnswer(null)}>
            {t('share-cancel')}
          </button>
          {chosen !== null && (
            <button type="submit" form={formId} className="button main">
              {t('share-start')}
            </button>
          )}
        </>
      }
    >
      <p>{t(sources.length === 0 ? 'share-none' : 'share-text')}</p>
      <form ref={form} id={formId} className="sources" onSubmit={submit}>
        {kinds.map((kind) => (
          <Sources
            key={kind}
            kind={kind}
            sources={sources.filter((source) => source.kind === kind)}
            chosen={chosen}
            onChoose={setChosen}
          />
        ))}
      </form>
    </Dialog>
  );
}

interface SourcesProps {
  readonly kind: ScreenSource['kind'];
  readonly sources: readonly ScreenSource[];
  readonly chosen: string | null;
  readonly onChoose: (sourceId: string) => void;
}

function Sources({ kind, sources, chosen, onChoose }: SourcesProps) {
  const { t } = useTranslation('call');
  if (sources.length === 0) return null;
  return (
    <fieldset>
      <legend>{t(`share-${kind}s`)}</legend>
      <div className="source-list">
        {sources.map(({ id, name, picture }) => (
          <label key={id} className="source">
            <input type="radio" name="source" checked={chosen === id} onChange={() => onChoose(id)} />
            {picture === null ? (
              <span className="source-picture none">{t('share-no-picture')}</span>
            ) : (
              <img className="source-picture" src={picture} alt="" />
            )}
            <span className="source-name" dir="auto" title={name}>
              {name}
            </span>
            <Icon name="check" />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
