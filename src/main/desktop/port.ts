/**
 * The part of Electron that this app uses, as types: adapters take it as a parameter and only `desktop.ts` imports the
 * values. Members come from Electron's own declarations by `Pick`, so that one that is gone does not compile. Events
 * come by a map: Electron declares one overload per name, which a union of names would not fit. Callbacks are property
 * functions, because methods would be checked loosely.
 */
import type * as Electron from 'electron';
import type { On } from './portEvents.ts';

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
    'render-process-gone': [event: object, details: { readonly reason: string }];
    'will-prevent-unload': [event: Preventable];
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
  | 'setDisplayMediaRequestHandler'
  | 'clearStorageData'
  | 'resolveProxy'
  | 'setProxy'
  | 'closeAllConnections'
> {
  readonly on: On<{ 'will-download': [event: Preventable] }>;
  readonly cookies: Pick<Electron.Cookies, 'get'>;
}

export interface WindowPort extends Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'close'
  | 'isMinimized'
  | 'isVisible'
  | 'hide'
  | 'isDestroyed'
  | 'setOverlayIcon'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'setMinimumSize'
  | 'setAlwaysOnTop'
  | 'isMaximized'
  | 'maximize'
  | 'unmaximize'
  | 'isFullScreen'
  | 'setFullScreen'
  | 'getMediaSourceId'
> {
  readonly webContents: ContentsPort;
  readonly once: On<{ 'ready-to-show': []; 'leave-full-screen': [] }>;
  readonly on: On<{
    close: [event: Preventable];
    closed: [];
    focus: [];
    'query-session-end': [event: Preventable];
  }>;
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
  | 'setAppUserModelId'
  | 'setBadgeCount'
  | 'setAsDefaultProtocolClient'
> {
  /** Of Windows and macOS. */
  readonly setLoginItemSettings: (settings: Pick<Electron.Settings, 'openAtLogin' | 'path' | 'args'>) => void;
  readonly getLoginItemSettings: (
    options?: Electron.LoginItemSettingsOptions,
  ) => Pick<Electron.LoginItemSettings, 'openAtLogin' | 'wasOpenedAtLogin'>;
  readonly on: On<{
    'second-instance': [event: object, parameters: string[]];
    'open-url': [event: Preventable, address: string];
    activate: [];
    'before-quit': [];
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
    login: [
      event: Preventable,
      contents: Pick<Electron.WebContents, 'id'> | null,
      details: Pick<Electron.AuthenticationResponseDetails, 'firstAuthAttempt'>,
      who: Pick<Electron.AuthInfo, 'isProxy' | 'host' | 'port'>,
      answer: (user?: string, password?: string) => void,
    ];
  }>;
}

export interface NotificationPort extends Pick<Electron.Notification, 'show' | 'close'> {
  readonly on: On<{ click: []; close: []; failed: [] }>;
}

/** Only handed on. */
export type MenuPort = Electron.Menu;

/** A line of a menu. */
export type MenuLine = Required<Pick<Electron.MenuItemConstructorOptions, 'label' | 'click'>>;

export interface TrayPort extends Pick<Electron.Tray, 'setImage' | 'setToolTip' | 'destroy'> {
  readonly setContextMenu: (menu: MenuPort) => void;
  readonly on: On<{ click: [] }>;
}

/** A screen or a window that can be shown. */
export interface SourcePort extends Pick<Electron.DesktopCapturerSource, 'id' | 'name'> {
  readonly thumbnail: Pick<Electron.NativeImage, 'isEmpty' | 'toJPEG'>;
}

interface DisplayPort {
  readonly workArea: Electron.Rectangle;
}

export interface InvokeEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: FramePort | null;
}

export interface DesktopPort {
  readonly app: AppPort;
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => WindowPort;
  readonly dialog: {
    readonly showErrorBox: (title: string, content: string) => void;
    /** In front of this window. */
    readonly showMessageBox: (
      window: WindowPort,
      options: Electron.MessageBoxOptions,
    ) => Promise<Pick<Electron.MessageBoxReturnValue, 'response'>>;
  };
  readonly desktopCapturer: {
    readonly getSources: (options: Electron.SourcesOptions) => Promise<readonly SourcePort[]>;
  };
  readonly screen: {
    readonly getDisplayMatching: (bounds: Electron.Rectangle) => DisplayPort;
    readonly getAllDisplays: () => readonly DisplayPort[];
    readonly getPrimaryDisplay: () => DisplayPort;
  };
  readonly nativeImage: Pick<typeof Electron.nativeImage, 'createFromDataURL'>;
  readonly Notification: {
    new (options: Electron.NotificationConstructorOptions): NotificationPort;
    readonly isSupported: () => boolean;
  };
  readonly powerSaveBlocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop'>;
  readonly Tray: new (image: string) => TrayPort;
  readonly Menu: {
    readonly setApplicationMenu: (menu: null) => void;
    readonly buildFromTemplate: (lines: MenuLine[]) => MenuPort;
  };
  readonly powerMonitor: { readonly on: On<{ shutdown: [] }> };
  readonly systemPreferences: Pick<Electron.SystemPreferences, 'getMediaAccessStatus' | 'askForMediaAccess'>;
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
