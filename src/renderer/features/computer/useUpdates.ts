import { useCallback, useEffect, useState } from 'react';
import type { RequestInput } from '../../../shared/ipc/contract.ts';
import type { UpdateState } from '../../../shared/ipc/life.ts';
import { useApi } from '../../state/DeskContext.tsx';

export interface Updates {
  /** `null`: not told yet. */
  readonly state: UpdateState | null;
  readonly run: (step: RequestInput<'shell:update'>['step']) => void;
  /** Asks how it stands, after a setting was changed. */
  readonly again: () => void;
}

export function useUpdates(): Updates {
  const api = useApi();
  const [state, setState] = useState<UpdateState | null>(null);
  const again = useCallback(() => {
    void api.request('shell:updates', {}).then((answer) => {
      if (answer.ok) setState(answer.value);
    });
  }, [api]);
  useEffect(() => {
    again();
    return api.on('shell:updateChanged', setState);
  }, [api, again]);
  const run = (step: RequestInput<'shell:update'>['step']) => {
    void api.request('shell:update', { step }).then((answer) => {
      if (answer.ok) setState(answer.value);
    });
  };
  return { state, run, again };
}
