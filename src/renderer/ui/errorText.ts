/** An error's code as the sentence that a screen shows, with every gap filled. Pure; `useErrorText.ts` is its hook. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { ErrorView } from '../../shared/ipc/contract.ts';

export type ShownError = Omit<ErrorView, 'correlationId'> & { readonly correlationId?: string };

export interface ErrorPlace {
  /** Origin of the TrueConf server; empty: not set up. */
  readonly address: string;
  /** TrueConf ID of the doctor who works here. */
  readonly owner: string;
  /** Whether there are settings here in which it can be mended. */
  readonly canMend: boolean;
}

type Gap =
  | 'host'
  | 'port'
  | 'status'
  | 'proxy'
  | 'permission'
  | 'version'
  | 'owner'
  | 'name'
  | 'subject'
  | 'correlationId';
export type ErrorGaps = Readonly<Record<Gap, string | number>>;

/** The dictionaries in the language of the screen. */
export interface ErrorWords {
  readonly sentence: (code: ErrorCode, gaps: ErrorGaps) => string;
  readonly board: (
    key: 'server-fallback' | 'proxy-fallback' | 'interface-fallback' | 'banner-tell-administrator',
  ) => string;
}

const defaultPort = 443;

/** What is mended in the settings, or on the server by whoever set this up; with everything about files that they name. */
const administrators: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not-configured',
  'certificate-self-signed',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-other-host',
  'certificate-changed',
  'proxy-address-unusable',
  'proxy-not-found',
  'proxy-bad-answer',
  'proxy-web-page',
  'proxy-refused',
  'proxy-credentials-needed',
  'proxy-credentials-rejected',
  'proxy-sign-in-unsupported',
  'proxy-tls-failed',
  'proxy-certificate',
  'not-trueconf',
  'api-missing',
  'server-too-old',
  'credentials-rejected',
  'token-rejected',
  'permission-missing',
  'owner-unknown',
  'rejected',
  'places-too-few',
  'guest-address-foreign',
  'guest-seat-last',
  'port-taken',
  'port-not-allowed',
  'interface-gone',
  'public-needs-https',
  'certificate-file-unusable',
]);

const isForAdministrator = (code: ShownError['code']): boolean =>
  administrators.has(code) || /^(?:ca-file|page)-/.test(code);

export function errorText(error: ShownError, place: ErrorPlace, words: ErrorWords): string {
  const server = URL.parse(place.address);
  // A detail that is missing must not show as a hole in the sentence.
  const text = words.sentence(error.code, {
    host: server?.hostname ?? words.board('server-fallback'),
    port: server?.port || defaultPort,
    status: 'HTTP',
    proxy: words.board('proxy-fallback'),
    permission: 'conferences',
    version: 'v3',
    owner: place.owner,
    name: words.board('interface-fallback'),
    subject: '…',
    correlationId: error.correlationId ?? '',
    ...error.details,
  });
  if (place.canMend || !isForAdministrator(error.code)) return text;
  return `${text} ${words.board('banner-tell-administrator')}`;
}
