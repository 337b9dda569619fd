/** Gives the store to the components. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DeskApi } from '../../shared/ipc/contract.ts';
import { abilitiesOf, type Abilities } from './abilities.ts';
import type { DeskState } from './deskState.ts';
import type { DeskStore } from './deskStore.ts';

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

/** What this desk offers; what a doctor has until the core has said who sits here. */
export function useAbilities(): Abilities {
  return abilitiesOf(useDesk((state) => state.info?.you ?? null));
}

/** Whether this desk is one of the clinic's service, in a browser or on the desktop: only there somebody signs in. */
export const useAtService = (): boolean => useDesk((state) => (state.info?.you ?? null) !== null);
