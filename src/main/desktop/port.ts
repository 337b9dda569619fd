/**
 * The part of Electron that this app uses, as types: adapters take it as a parameter and only `desktop.ts` imports the
 * values. Members come from Electron's own declarations by `Pick`, so that one that is gone does not compile. Events
 * come by a map: Electron declares one overload per name, which a union of names would not fit. Callbacks are property
 * functions, because methods would be checked loosely.
 */
import type * as Electron from 'electron';

type UnionToIntersection<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void
  ? I
  : never;
type Listener<Args> = Args extends unknown[] ? (...args: Args) => void : never;
/** `on` for a map of event names to the arguments of their listeners. */
type On<M> = UnionToIntersection<
  { [K in keyof M]: (event: K, listener: Listener<M[K]>) => unknown }[keyof M]
>;

export interface Preventable {
  readonly preventDefault: () => void;
}

export interface Navigation extends Preventable {
  readonly url: string;
  readonly isMainFrame: boolean;
}

export type FramePort = Pick<Electron.WebFrameMain, 'url' | 'detached'> & { readonly parent: object | null };

export interface ContentsPort extends Pick<
  Electron.WebContents,
  'id' | 'getType' | 'getURL' | 'send' | 'setWindowOpenHandler'
> {
  readonly on: On<{
    'will-attach-webview': [
      event: Preventable,
      preferences: Electron.WebPreferences,
      params: Record<string, string>,
    ];
    'did-attach-webview': [event: Preventable, guest: ContentsPort];
    'will-navigate': [navigation: Navigation];
    'will-redirect': [navigation: Navigation];
    'will-frame-navigate': [navigation: Navigation];
    'did-navigate': [event: object, url: string];
    destroyed: [];
  }>;
}

export interface SessionPort extends Pick<
  Electron.Session,
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setCertificateVerifyProc'
  | 'setSpellCheckerEnabled'
  | 'clearStorageData'
> {
  readonly on: On<{ 'will-download': [event: Preventable] }>;
  readonly cookies: Pick<Electron.Cookies, 'get'>;
}

export interface WindowPort extends Pick<
  Electron.BrowserWindow,
  'loadURL' | 'show' | 'focus' | 'restore' | 'close' | 'isMinimized' | 'isDestroyed'
> {
  readonly webContents: ContentsPort;
  readonly once: On<{ 'ready-to-show': [] }>;
  readonly on: On<{ closed: []; focus: [] }>;
}

export interface AppPort extends Pick<
  Electron.App,
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'relaunch'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getVersion'
  | 'getPreferredSystemLanguages'
  | 'isPackaged'
> {
  readonly on: On<{
    'second-instance': [];
    'window-all-closed': [];
    'will-quit': [event: Preventable];
    'web-contents-created': [event: Preventable, contents: ContentsPort];
    'select-client-certificate': [
      event: Preventable,
      contents: object | null,
      url: string,
      certificates: readonly object[],
      choose: () => void,
    ];
  }>;
}

export interface InvokeEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: FramePort | null;
}

export interface DesktopPort {
  readonly app: AppPort;
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => WindowPort;
  readonly dialog: { readonly showErrorBox: (title: string, content: string) => void };
  readonly Menu: { readonly setApplicationMenu: (menu: null) => void };
  readonly ipcMain: {
    readonly handle: (
      channel: string,
      listener: (event: InvokeEvent, input: unknown) => Promise<unknown>,
    ) => void;
    readonly removeAllListeners: (channel: string) => unknown;
  };
  readonly protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'> & {
    readonly handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void;
  };
  readonly safeStorage: Pick<
    Electron.SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly session: {
    readonly defaultSession: SessionPort;
    readonly fromPartition: (partition: string) => SessionPort;
  };
  readonly shell: { readonly openExternal: (url: string) => Promise<void> };
}
