import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/useErrorText.ts';
import { useKeyHint } from '../keys/useKey.ts';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import type { Save, SaveWord } from './useSave.tsx';

interface SaveFootProps {
  readonly save: Save;
  /** Buttons before "Save". */
  readonly children: ReactNode;
}

/** Below a section: what came of the last saving, the way back, and the button. */
export function SaveFoot({ save, children }: SaveFootProps) {
  const { t } = useTranslation('settings');
  const { t: ofField } = useTranslation('settingFields');
  const errorText = useErrorText();
  const hint = useKeyHint('undo');
  const button = useRef<HTMLButtonElement>(null);
  const takeBack = (undo: () => Promise<void>): void => {
    // The button that was pressed goes at once, and the focus must not go with it.
    button.current?.focus();
    void undo();
  };
  const words: Readonly<Record<SaveWord, string>> = {
    saved: t('saved'),
    'saved-secret': ofField('saved-secret'),
    undone: ofField('undone'),
  };
  const { error, word, undo } = save;
  return (
    <div className="foot">
      <p className={error ? 'foot-word field-error' : 'foot-word'} role={error ? 'alert' : 'status'}>
        {error && (
          <>
            {errorText(error)} <ErrorCode error={error} />
          </>
        )}
        {word && words[word]}
      </p>
      {undo && (
        <button type="button" className="button" {...hint} onClick={() => takeBack(undo)}>
          {ofField('undo')}
        </button>
      )}
      {children}
      <button ref={button} type="submit" className="button main" aria-disabled={save.busy}>
        {t(save.busy ? 'saving' : 'save')}
      </button>
    </div>
  );
}
