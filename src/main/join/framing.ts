/**
 * Whether a page may be shown in a frame of ours, by its own response headers: what browsers decide, decided before
 * anybody is sent there. Sources: https://www.w3.org/TR/CSP3/#directive-frame-ancestors,
 * https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header
 */

export interface FrameHeaders {
  /** Each `Content-Security-Policy` header as it came. */
  readonly policies: readonly string[];
  /** Each `X-Frame-Options` header as it came. */
  readonly frameOptions: readonly string[];
}

/** `page`, `server`: the origins of our page and of what is framed, as browsers write them. */
export interface FrameOrigins {
  readonly page: string;
  readonly server: string;
}

/** Where a policy names `frame-ancestors`, browsers disregard `X-Frame-Options`. */
export function framingAllowed(headers: FrameHeaders, origins: FrameOrigins): boolean {
  const lists = headers.policies
    .flatMap((header) => header.split(','))
    .map(ancestorsOf)
    .filter((list) => list !== undefined);
  if (lists.length > 0) return lists.every((list) => list.some((source) => matches(source, origins)));
  return allowedByOptions(headers.frameOptions, origins);
}

/** The sources of the first `frame-ancestors` of a policy; `undefined` where it says nothing of frames. */
function ancestorsOf(policy: string): readonly string[] | undefined {
  const directives = policy.split(';').map((directive) => directive.trim().toLowerCase().split(/\s+/));
  return directives.find(([name]) => name === 'frame-ancestors')?.slice(1);
}

function matches(source: string, { page, server }: FrameOrigins): boolean {
  if (source === '*') return true;
  if (source === "'self'") return page === server;
  if (/^https?:$/.test(source)) return fitsScheme(source, page);
  const [, scheme = '', host = '', port = '', path = ''] = hostSource.exec(source) ?? [];
  if (host === '' || (path !== '' && path !== '/')) return false;
  // A source without a scheme has that of the framed page.
  return (
    fitsScheme(scheme === '' ? new URL(server).protocol : scheme, page) &&
    fitsHost(host, new URL(page).hostname) &&
    fitsPort(port, page)
  );
}

const hostSource = /^(?:(https?:)\/\/)?(\*|(?:\*\.)?[a-z0-9_.-]+|\[[0-9a-f:]+\])(?::(\*|\d{1,5}))?(\/.*)?$/;

/** `http:` also lets https in. */
const fitsScheme = (scheme: string, page: string): boolean =>
  scheme === new URL(page).protocol || (scheme === 'http:' && page.startsWith('https:'));

/** `*.clinic.example`: what is below it, not the name itself. */
function fitsHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

const fitsPort = (port: string, page: string): boolean => {
  const { protocol, port: own } = new URL(page);
  const usual = protocol === 'https:' ? '443' : '80';
  return port === '*' || (port === '' ? usual : port) === (own === '' ? usual : own);
};

/** What is no word of the standard (`ALLOW-FROM`) forbids nothing; several words at odds forbid everything. */
function allowedByOptions(headers: readonly string[], { page, server }: FrameOrigins): boolean {
  const words = new Set(
    headers.flatMap((header) => header.split(',')).map((word) => word.trim().toLowerCase()),
  );
  if (words.size > 1) return !['deny', 'sameorigin', 'allowall'].some((word) => words.has(word));
  if (words.has('deny')) return false;
  return !words.has('sameorigin') || page === server;
}
