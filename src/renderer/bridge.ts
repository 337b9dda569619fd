/** What stands between the screen and the core: the desktop's preload, or the web shell's socket. */
import type { DeskApi } from '../shared/ipc/contract.ts';
import { connectWeb } from './webTransport.ts';

/** `opening`: not connected yet. `lost`: being made again. `refused`: this tab belongs to an earlier start. */
export type Connection = 'opening' | 'up' | 'lost' | 'refused';

export interface Bridge {
  readonly api: DeskApi;
  connection(): Connection;
  /** Returns a function that ends the subscription. */
  onConnection(listener: () => void): () => void;
}

declare global {
  interface Window {
    /** Given by the desktop's preload. */
    readonly visitDesk?: DeskApi;
  }
}

/** The preload's channel cannot be lost: it lives and dies with the window. */
function desktopBridge(api: DeskApi): Bridge {
  return { api, connection: () => 'up', onConnection: () => () => undefined };
}

export function connect(): Bridge {
  return window.visitDesk ? desktopBridge(window.visitDesk) : connectWeb();
}
