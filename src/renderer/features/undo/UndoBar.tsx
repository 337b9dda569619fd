import { useTranslation } from 'react-i18next';
import { useKeyHint } from '../keys/useKey.ts';
import type { Offered } from './UndoContext.tsx';

interface UndoBarProps {
  readonly offered: Offered | null;
  readonly onUndo: () => void;
  /** The pointer or the focus is on the bar: it stays. */
  readonly onHold: (held: boolean) => void;
}

/** Over the board and not in it, so that nothing moves; it comes and goes by itself. */
export function UndoBar({ offered, onUndo, onHold }: UndoBarProps) {
  const { t } = useTranslation('card');
  const hint = useKeyHint('undo');
  // The live region is there before its first sentence, else a screen reader would not read that one.
  return (
    <div className="undo-place" role="status">
      {offered && (
        <div
          key={offered.id}
          className="undo"
          onPointerEnter={() => onHold(true)}
          onPointerLeave={() => onHold(false)}
          onFocus={() => onHold(true)}
          onBlur={() => onHold(false)}
        >
          <p>{offered.text}</p>
          <button type="button" className="button small" {...hint} onClick={onUndo}>
            {t('undo')}
          </button>
        </div>
      )}
    </div>
  );
}
