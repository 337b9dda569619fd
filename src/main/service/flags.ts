/** The command line of the clinic's service; kept stable. What a flag means is decided by `config.ts`. */
import { parseArgs } from 'node:util';
import type { service } from '../../shared/i18n/en/service.ts';
import { err, ok, type Result } from '../../shared/result.ts';

export type ServiceMessage = keyof typeof service;

/** A sentence for whoever starts the service, with what fills its gaps. Never a secret. */
export interface ServiceProblem {
  readonly problem: ServiceMessage;
  readonly values: Readonly<Record<string, string | number>>;
}

/** `portal-key` is read by the portal's part: its words follow as they are. */
export type Command =
  | { readonly name: 'run' }
  | { readonly name: 'help' }
  | { readonly name: 'backup'; readonly file: string }
  | { readonly name: 'restore'; readonly file: string; readonly takesOver: boolean }
  | { readonly name: 'portal-key'; readonly words: readonly string[] };

export interface Flags {
  readonly command: Command;
  readonly configFile: string | undefined;
  readonly printUrls: boolean;
  /** What the flags say of the configuration, in the form of its file. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** Flag -> where it stands in the configuration. */
export const flagFields = {
  embedded: 'embedded',
  'data-dir': 'dataDir',
  'secrets-dir': 'secretsDir',
  'public-host': 'public.host',
  'public-port': 'public.port',
  'public-address': 'public.address',
  'public-cert': 'public.certificateFile',
  'public-key': 'public.keyFile',
  'base-path': 'public.basePath',
  'staff-host': 'staff.host',
  'staff-port': 'staff.port',
  'staff-address': 'staff.address',
  'staff-cert': 'staff.certificateFile',
  'staff-key': 'staff.keyFile',
  'trusted-proxy': 'trustedProxies',
  'no-metrics': 'metrics',
} as const;

const options = {
  config: { type: 'string' },
  embedded: { type: 'boolean' },
  'data-dir': { type: 'string' },
  'secrets-dir': { type: 'string' },
  'public-host': { type: 'string' },
  'public-port': { type: 'string' },
  'public-address': { type: 'string' },
  'public-cert': { type: 'string' },
  'public-key': { type: 'string' },
  'base-path': { type: 'string' },
  'staff-host': { type: 'string' },
  'staff-port': { type: 'string' },
  'staff-address': { type: 'string' },
  'staff-cert': { type: 'string' },
  'staff-key': { type: 'string' },
  'trusted-proxy': { type: 'string', multiple: true },
  'no-metrics': { type: 'boolean' },
  'print-urls': { type: 'boolean' },
  /** Of a restore. */
  'takes-over': { type: 'boolean' },
  /** Sites of a portal's key. */
  site: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

const problem = (name: ServiceMessage, values: ServiceProblem['values']) =>
  err<ServiceProblem>({ problem: name, values });

/** Errors: names the first flag that is unknown or has no value, or the command that is. */
export function parseFlags(parameters: readonly string[]): Result<Flags, ServiceProblem> {
  const { values, tokens, positionals } = parseArgs({
    args: [...parameters],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = Object.entries(options).find(([name]) => name === token.name)?.[1];
    if (!known) return problem('flag-unknown', { flag: token.rawName });
    const hasValue = token.value !== undefined && token.value !== '' && !token.value.startsWith('--');
    if (known.type === 'string' && !hasValue) return problem('flag-needs-value', { flag: token.rawName });
    if (known.type === 'boolean' && token.value !== undefined)
      return problem('flag-unknown', { flag: `${token.rawName}=` });
  }
  const command = values.help === true ? ok<Command>({ name: 'help' }) : commandOf(positionals, values);
  if (!command.ok) return command;
  return ok({
    command: command.value,
    configFile: typeof values.config === 'string' ? values.config : undefined,
    printUrls: values['print-urls'] === true,
    given: toDocument(values),
  });
}

function commandOf(
  [name, ...words]: readonly string[],
  { site, 'takes-over': takesOver = false }: Readonly<Record<string, unknown>>,
): Result<Command, ServiceProblem> {
  if (takesOver && name !== 'restore') return problem('flag-unknown', { flag: '--takes-over' });
  if (site !== undefined && name !== 'portal-key') return problem('flag-unknown', { flag: '--site' });
  if (name === undefined) return ok({ name: 'run' });
  if (name === 'portal-key')
    return ok({ name, words: [...words, ...strings(site).flatMap((site) => ['--site', site])] });
  if (name !== 'backup' && name !== 'restore') return problem('command-unknown', { command: name });
  const [file, ...others] = words;
  if (file === undefined || others.length > 0) return problem('command-needs-file', { command: name });
  return ok(name === 'backup' ? { name, file } : { name, file, takesOver: takesOver === true });
}

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

type Section = Record<string, unknown>;

function toDocument(values: Readonly<Record<string, unknown>>): Section {
  const document: Section = {};
  const sections: Record<string, Section> = {};
  for (const [flag, place] of Object.entries(flagFields)) {
    const value = values[flag];
    if (value === undefined) continue;
    const [first = '', second] = place.split('.');
    if (second === undefined) document[first] = flag === 'no-metrics' ? false : value;
    else (sections[first] ??= {})[second] = second === 'port' ? portOf(value) : value;
  }
  return { ...document, ...sections };
}

/** What is no number stays as it is, and the schema refuses it. */
const portOf = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
