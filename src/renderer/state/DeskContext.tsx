/** Gives the store to the components. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DeskApi } from '../../shared/ipc/contract.ts';
import type { DeskState, DeskStore } from './deskStore.ts';

const DeskContext = createContext<DeskStore | null>(null);
export const DeskProvider = DeskContext.Provider;

export function useStore(): DeskStore {
  const store = useContext(DeskContext);
  if (!store) throw new Error('no DeskProvider above');
  return store;
}

/** A part of the state; the component draws again only when that part changes. */
export function useDesk<T>(select: (state: DeskState) => T): T {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => select(store.state()));
}

export function useApi(): DeskApi {
  return useStore().bridge.api;
}
