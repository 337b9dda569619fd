/** What the doctor wrote for themselves: its beginning on one line, unfolded to be read and changed. */
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { useVeiled } from '../alerts/privacy.ts';
import { useKeyHint } from '../keys/useKey.ts';
import { maxNoteLength, type Note } from './useNote.ts';

/** Not there while there is nothing to read: the card's menu opens it. */
export function NoteLine({ note }: { readonly note: Note }) {
  const { t } = useTranslation('card');
  const hint = useKeyHint('note');
  const id = useId();
  const isVeiled = useVeiled();
  const button = useRef<HTMLButtonElement>(null);
  if (note.text === '' && !note.open) return null;
  const fold = () => {
    note.toggle();
    button.current?.focus();
  };
  return (
    <div className="note">
      <button
        ref={button}
        type="button"
        className="note-fold"
        aria-expanded={note.open}
        aria-controls={id}
        {...hint}
        onClick={note.toggle}
      >
        <Icon name="note" />
        <b>{t('note')}</b>
        {!note.open && !isVeiled && <span dir="auto">{note.text}</span>}
      </button>
      {note.open && <NoteField id={id} note={note} onFold={fold} />}
    </div>
  );
}

interface NoteFieldProps {
  readonly id: string;
  readonly note: Note;
  readonly onFold: () => void;
}

function NoteField({ id, note, onFold }: NoteFieldProps) {
  const { t } = useTranslation('card');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <>
      <textarea
        ref={field}
        id={id}
        className="input"
        dir="auto"
        rows={3}
        aria-label={t('note')}
        aria-describedby={`${id}-hint ${id}-problem`}
        aria-invalid={note.problem !== null}
        maxLength={maxNoteLength}
        value={note.text}
        onChange={(event) => note.type(event.target.value)}
        onBlur={note.save}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            note.revert();
            onFold();
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onFold();
        }}
      />
      <p id={`${id}-hint`} className="hint">
        {t('note-hint')}
      </p>
      <p id={`${id}-problem`} className="field-error" role="alert">
        {note.problem}
      </p>
    </>
  );
}
