/** The flags of `npm start` and `npm run demo`; kept stable. */
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/result.ts';

export interface Flags {
  /** Open in the browser and never try the desktop app. */
  readonly web: boolean;
  readonly open: boolean;
  readonly printUrls: boolean;
  readonly dataDir: string | undefined;
  /** TCP ports; 0: any free one; `undefined`: the usual. */
  readonly appPort: number | undefined;
  readonly joinPort: number | undefined;
  readonly demo: boolean;
  /** Say what is wrong with the settings, and start nothing. */
  readonly checkConfig: boolean;
  /** Path of the `.env` of TrueConf's sample that is taken in; nothing is started then. */
  readonly importEnv: string | undefined;
  readonly help: boolean;
}

export interface FlagProblem {
  readonly problem: 'flag-unknown' | 'flag-needs-value' | 'flag-not-a-port';
  readonly flag: string;
}

const options = {
  web: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  'print-urls': { type: 'boolean' },
  'data-dir': { type: 'string' },
  'app-port': { type: 'string' },
  'join-port': { type: 'string' },
  demo: { type: 'boolean' },
  'check-config': { type: 'boolean' },
  'import-env': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Errors: names the first flag that is unknown or has no usable value. */
export function parseFlags(parameters: readonly string[]): Result<Flags, FlagProblem> {
  const { values, tokens } = parseArgs({ args: [...parameters], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') return err({ problem: 'flag-unknown', flag: token.value });
    if (token.kind !== 'option') continue;
    const known = Object.entries(options).find(([name]) => name === token.name)?.[1];
    if (!known) return err({ problem: 'flag-unknown', flag: token.rawName });
    const hasValue = token.value !== undefined && token.value !== '' && !token.value.startsWith('--');
    if (known.type === 'string' && !hasValue)
      return err({ problem: 'flag-needs-value', flag: token.rawName });
    if (known.type === 'boolean' && token.value !== undefined)
      return err({ problem: 'flag-unknown', flag: `${token.rawName}=` });
  }
  const ports = { app: portOf(values['app-port']), join: portOf(values['join-port']) };
  if (Number.isNaN(ports.app)) return err({ problem: 'flag-not-a-port', flag: '--app-port' });
  if (Number.isNaN(ports.join)) return err({ problem: 'flag-not-a-port', flag: '--join-port' });
  const dataDir = values['data-dir'];
  const importEnv = values['import-env'];
  return ok({
    web: values.web === true,
    open: values['no-open'] !== true,
    printUrls: values['print-urls'] === true,
    dataDir: typeof dataDir === 'string' ? dataDir : undefined,
    appPort: ports.app,
    joinPort: ports.join,
    demo: values.demo === true,
    checkConfig: values['check-config'] === true,
    importEnv: typeof importEnv === 'string' ? importEnv : undefined,
    help: values.help === true,
  });
}

/** NaN: not a TCP port. */
function portOf(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : Number.NaN;
}
