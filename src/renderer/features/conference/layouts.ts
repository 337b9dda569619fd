/** How the call stands in the window. Pure. */
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import { callLayouts, type CallLayout } from '../../../shared/callLayout.ts';

export type { CallLayout };

/** Only the desktop makes its window small and keeps it on top. */
export const layoutsOf = (shell: RequestOutput<'app:info'>['shell'] | undefined): readonly CallLayout[] =>
  shell === 'desktop' ? callLayouts : callLayouts.filter((layout) => layout !== 'compact');

/** The one after this, and after the last the first. */
export const nextLayout = (layout: CallLayout, offered: readonly CallLayout[]): CallLayout =>
  offered[(offered.indexOf(layout) + 1) % offered.length] ?? 'beside';
