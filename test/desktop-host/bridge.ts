/**
 * What runs inside Chromium in the place of Electron's own code: `contextBridge` and `ipcRenderer` for the preload, in a
 * world of its own. Between the worlds go DOM events, whose `detail` is cloned; functions go as numbers.
 */

/** Name of the isolated world. */
export const preloadWorld = 'preload';
/** The binding by which the isolated world reaches the host; the page has none. */
export const bindingName = 'desktopHost';

interface Names {
  readonly toPage: string;
  readonly toPreload: string;
}

/** Both scripts, for one document. */
export function bridgeScripts(
  preload: string,
  names: Names,
): { readonly page: string; readonly world: string } {
  const given = JSON.stringify(names);
  return {
    page: `(${pageSide.toString()})(${given});`,
    world: `(${preloadSide.toString()})(${given}, ${JSON.stringify(bindingName)}, ${JSON.stringify(preload)});`,
  };
}

type Fn = (...args: unknown[]) => unknown;
type Message = Readonly<Record<string, unknown>>;

/** Runs in the page's own world, before any of its scripts. */
function pageSide({ toPage, toPreload }: Names): void {
  const own = new Map<number, Fn>();
  const waiting = new Map<number, (value: unknown) => void>();
  let next = 1;
  let returned: Message = {};
  const { document } = globalThis;
  const tell = document.dispatchEvent.bind(document);
  const send = (detail: Message): void => void tell(new CustomEvent(toPreload, { detail }));
  const encode = (value: unknown): unknown => {
    if (typeof value !== 'function') return value;
    const fn = next++;
    own.set(fn, (...args) => Reflect.apply(value, undefined, args));
    return { hostFunction: fn };
  };
  const isFunction = (value: unknown): value is { hostFunction: number } =>
    typeof value === 'object' && value !== null && 'hostFunction' in value;
  const build = (value: unknown): unknown => {
    if (isFunction(value)) return Object.freeze((...args: unknown[]) => call(value.hostFunction, args));
    if (typeof value !== 'object' || value === null) return value;
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, build(part)])));
  };
  function call(fn: number, args: readonly unknown[]): unknown {
    const id = next++;
    send({ kind: 'call', fn, id, args: args.map(encode) });
    if (returned['thrown'] !== undefined) throw new Error(String(returned['thrown']));
    if (returned['promise'] === true) return new Promise((resolve) => waiting.set(id, resolve));
    return build(returned['value']);
  }
  document.addEventListener(toPage, (event) => {
    const detail: Message = event instanceof CustomEvent ? event.detail : {};
    if (detail['kind'] === 'returned') returned = detail;
    if (detail['kind'] === 'settled') {
      waiting.get(Number(detail['id']))?.(detail['value']);
      waiting.delete(Number(detail['id']));
    }
    if (detail['kind'] === 'callback' && Array.isArray(detail['args']))
      own.get(Number(detail['fn']))?.(...detail['args']);
    if (detail['kind'] === 'expose')
      Object.defineProperty(globalThis, String(detail['name']), {
        value: build(detail['api']),
        enumerable: true,
      });
  });
}

/** Runs in the isolated world: gives the preload its `require`, and tells the host of each `<webview>`. */
function preloadSide({ toPage, toPreload }: Names, binding: string, preload: string): void {
  const functions = new Map<number, Fn>();
  const answers = new Map<number, (answer: Message) => void>();
  const listeners = new Map<string, Set<Fn>>();
  let next = 1;
  const toHost = (message: Message): void => {
    const send: unknown = Reflect.get(globalThis, binding);
    if (typeof send === 'function') Reflect.apply(send, undefined, [JSON.stringify(message)]);
  };
  const send = (detail: Message): void => void document.dispatchEvent(new CustomEvent(toPage, { detail }));
  const encode = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const fn = next++;
      functions.set(fn, (...args) => Reflect.apply(value, undefined, args));
      return { hostFunction: fn };
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, encode(part)]));
  };
  const decode = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('hostFunction' in value)) return value;
    const fn = value.hostFunction;
    return (...args: unknown[]) => send({ kind: 'callback', fn, args });
  };
  function call(detail: Message): void {
    const { id, fn, args } = detail;
    try {
      const given = Array.isArray(args) ? args.map(decode) : [];
      const value = functions.get(Number(fn))?.(...given);
      if (!(value instanceof Promise)) return send({ kind: 'returned', value: encode(value) });
      send({ kind: 'returned', promise: true });
      void value.then((settled: unknown) => send({ kind: 'settled', id, value: settled }));
    } catch (error) {
      send({ kind: 'returned', thrown: String(error) });
    }
  }
  document.addEventListener(toPreload, (event) => {
    const detail: Message = event instanceof CustomEvent ? event.detail : {};
    if (detail['kind'] === 'call') call(detail);
  });
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => send({ kind: 'expose', name, api: encode(api) }),
    },
    ipcRenderer: {
      invoke(channel: string, ...args: unknown[]) {
        const id = next++;
        return new Promise((resolve, reject) => {
          answers.set(id, (answer) =>
            answer['error'] === undefined
              ? resolve(answer['value'])
              : reject(new Error(String(answer['error']))),
          );
          toHost({ kind: 'invoke', id, channel, args });
        });
      },
      on(channel: string, listener: Fn) {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      off(channel: string, listener: Fn) {
        listeners.get(channel)?.delete(listener);
      },
    },
  };
  Object.assign(globalThis, {
    hostAnswers(id: number, answer: Message) {
      answers.get(id)?.(answer);
      answers.delete(id);
    },
    hostSends(channel: string, payload: unknown) {
      for (const listener of listeners.get(channel) ?? []) listener({ sender: null }, payload);
    },
  });
  const requireFrom = (name: string): unknown => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  watchWebviews();
  try {
    // As Electron does it: CommonJS in a function. The page's policy does not reach this world.
    const run: unknown = Reflect.construct(Function, ['require', 'module', 'exports', preload]);
    if (typeof run === 'function') Reflect.apply(run, undefined, [requireFrom, { exports: {} }, {}]);
  } catch (error) {
    toHost({ kind: 'preload-error', text: String(error) });
  }

  function watchWebviews(): void {
    const known = new Set<Element>();
    const tellOf = (kind: string, view: Element): void => {
      const { width, height } = view.getBoundingClientRect();
      const attributes = Object.fromEntries([...view.attributes].map(({ name, value }) => [name, value]));
      toHost({ kind, view: view.getAttribute('data-host-view'), attributes, width, height });
    };
    const look = (): void => {
      for (const view of document.querySelectorAll('webview')) {
        if (known.has(view)) continue;
        known.add(view);
        view.setAttribute('data-host-view', String(next++));
        tellOf('webview-added', view);
      }
      for (const view of known) {
        if (view.isConnected) continue;
        known.delete(view);
        tellOf('webview-removed', view);
      }
    };
    new MutationObserver((changes) => {
      look();
      for (const { type, target } of changes)
        if (type === 'attributes' && target instanceof Element && target.localName === 'webview')
          tellOf('webview-loads', target);
    }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['src'] });
  }
}
