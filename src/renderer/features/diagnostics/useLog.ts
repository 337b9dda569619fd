import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLevel, LogLine } from '../../../shared/ipc/diagnostics.ts';
import { useAsk } from '../../ui/useAsk.ts';

interface Wish {
  readonly level: LogLevel;
  readonly search: string;
}

export interface LogReading extends Wish {
  /** The latest first; `null`: not read yet. */
  readonly lines: readonly LogLine[] | null;
  readonly more: boolean;
  readonly busy: boolean;
  readonly read: () => void;
  readonly look: (change: Partial<Wish>) => void;
  readonly older: () => void;
}

export function useLog(): LogReading {
  const { t } = useTranslation('diagnostics');
  const asking = useAsk('log:read', t('log-title'));
  const [wish, setWish] = useState<Wish>({ level: 'info', search: '' });
  const [shown, setShown] = useState<{ readonly lines: readonly LogLine[]; readonly more: boolean } | null>(
    null,
  );

  async function ask(next: Wish, before: readonly LogLine[]): Promise<void> {
    const answer = await asking.run({ ...next, skip: before.length });
    if (answer) setShown({ lines: [...before, ...answer.lines], more: answer.more });
  }
  return {
    ...wish,
    lines: shown?.lines ?? null,
    more: shown?.more ?? false,
    busy: asking.busy,
    read: () => void ask(wish, []),
    look(change) {
      const next = { ...wish, ...change };
      setWish(next);
      void ask(next, []);
    },
    older: () => void ask(wish, shown?.lines ?? []),
  };
}
