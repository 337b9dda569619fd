/** How the service's command ends (docs/service.md); kept stable. */
import type { ServiceMessage } from './flags.ts';

export const exitCodes = { ok: 0, failed: 1, usage: 2, inUse: 3, secrets: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const usage: ReadonlySet<ServiceMessage> = new Set<ServiceMessage>([
  'command-unknown',
  'command-needs-file',
  'portal-key-usage',
  'flag-unknown',
  'flag-needs-value',
  'config-unreadable',
  'config-not-json',
  'setting-unknown',
  'setting-invalid',
  'data-dir-missing',
  'data-dir-not-there',
  'database-missing',
  'certificate-half',
  'certificate-unusable',
  'public-needs-https',
  'staff-needs-https',
]);

export function exitCodeOf(problem: ServiceMessage): ExitCode {
  if (usage.has(problem)) return exitCodes.usage;
  if (problem === 'data-dir-in-use') return exitCodes.inUse;
  return problem.startsWith('secret') || problem === 'keys-differ' ? exitCodes.secrets : exitCodes.failed;
}
