import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi, useDesk } from '../../state/DeskContext.tsx';
import type { DeskState } from '../../state/deskState.ts';
import { layoutsOf, type CallLayout } from './layouts.ts';

export interface LayoutState {
  readonly layout: CallLayout;
  readonly offered: readonly CallLayout[];
  readonly setLayout: (layout: CallLayout) => void;
}

interface Chosen {
  readonly visitId: string | null;
  /** When the board was brought forward last. */
  readonly revealed: DeskState['revealed'];
  readonly layout: CallLayout;
}

const nothing: Chosen = { visitId: null, revealed: null, layout: 'beside' };

/** How the call of a visit stands in the window; beside the board at first, and whenever the board is brought forward. */
export function useLayout(visitId: string | null): LayoutState {
  const api = useApi();
  const shell = useDesk((state) => state.info?.shell);
  const [chosen, setChosen] = useState(nothing);
  const revealed = useDesk((state) => state.revealed);
  const isOld = visitId !== chosen.visitId || revealed !== chosen.revealed;
  if (isOld) setChosen({ visitId, revealed, layout: 'beside' });
  const layout = isOld ? 'beside' : chosen.layout;
  const told = useRef<CallLayout>('beside');
  useEffect(() => {
    if (shell !== 'desktop' || told.current === layout) return;
    told.current = layout;
    void api.request('shell:layout', { layout });
  }, [api, shell, layout]);
  const setLayout = useCallback((wanted: CallLayout) => setChosen((now) => ({ ...now, layout: wanted })), []);
  return { layout, offered: layoutsOf(shell), setLayout };
}
