/** How the call stands in the window; apart from its schemas (`ipc/callWindow.ts`), which a page must not load. */

/** beside: next to the board. fill: alone in the window. compact: alone in a small window that stays on top. */
export const callLayouts = ['beside', 'fill', 'compact'] as const;
export type CallLayout = (typeof callLayouts)[number];
