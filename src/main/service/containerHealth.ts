/**
 * The health check of a container (packaging/Containerfile): asks `/readyz` of the service that runs in it. Where, it
 * reads from that service's own command line and configuration, so that nobody has to say it twice. Exit code 0: ready.
 *
 * `node src/main/service/containerHealth.ts [FILE]`, FILE: the command line as the kernel shows it; absent: of process 1.
 */
import { readFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { loadConfig, type ListenerConfig } from './config.ts';
import { parseFlags } from './flags.ts';

const answerMs = 2_500;

/** `undefined`: there is no service, or it would not start so. */
function staffListener(commandLine: readonly string[]): ListenerConfig | undefined {
  const script = commandLine.findIndex((word) => word.endsWith('service/main.ts'));
  if (script === -1) return undefined;
  const flags = parseFlags(commandLine.slice(script + 1));
  const config = flags.ok ? loadConfig(flags.value) : flags;
  return config.ok ? config.value.staff : undefined;
}

const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Resolves with the status; rejects when nothing answers. */
function ask({ host, port, certificateFile }: ListenerConfig): Promise<number | undefined> {
  const at = { host: everywhere[host] ?? host, port, path: '/readyz', timeout: answerMs };
  return new Promise((resolve, reject) => {
    const answered = ({ statusCode }: { statusCode?: number | undefined }): void => resolve(statusCode);
    const request =
      certificateFile === ''
        ? getPlain(at, answered)
        : // The certificate is for the name that staff use; this asks in the same container and says nothing secret.
          getSecure({ ...at, rejectUnauthorized: false }, answered);
    request.on('error', reject).on('timeout', () => request.destroy(new Error('no answer')));
  });
}

const commandLine = readFileSync(process.argv[2] ?? '/proc/1/cmdline', 'utf8')
  .split('\0')
  .slice(0, -1);
const staff = staffListener(commandLine);
const status = staff && (await ask(staff).catch(() => undefined));
process.exit(status === 200 ? 0 : 1);
