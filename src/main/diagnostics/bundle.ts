/**
 * The text that goes to whoever helps. It holds no secret, no patient, no name and no text that a person typed; the
 * person sees all of it before it is saved.
 */
import { arch, release } from 'node:os';
import type { LogLine } from '../../shared/ipc/diagnostics.ts';
import type { Status } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/settings.ts';
import { settingsFacts } from './settingsFacts.ts';

export interface BundleFacts {
  readonly version: string;
  readonly shell: string;
  /** Epoch ms. */
  readonly now: number;
  readonly settings: Settings;
  /** Settings that a policy or the environment gives. */
  readonly locked: readonly { readonly key: string; readonly source: string }[];
  readonly status: Status;
  /** The report of the last rehearsal; empty: there was none. */
  readonly rehearsal: string;
  /** Oldest first. */
  readonly log: readonly LogLine[];
}

const mostLines = 2_000;

export function bundleText(facts: BundleFacts): string {
  const { version, shell, now, settings, locked, status, rehearsal, log } = facts;
  return [
    section('Visit Desk', [
      `version ${version}, shell ${shell}`,
      `made ${new Date(now).toISOString()}`,
      `system ${process.platform} ${release()} ${arch()}, Node ${process.versions.node}`,
    ]),
    section('Settings', settingsFacts(settings)),
    section(
      'Given by policy or environment',
      locked.map(({ key, source }) => `${key}: ${source}`),
    ),
    section('Status', [JSON.stringify(statusOf(status), null, 2)]),
    section('Last rehearsal', rehearsal === '' ? [] : [rehearsal]),
    section(
      `Log, the latest ${mostLines} lines`,
      log.slice(-mostLines).map(({ at, level, text }) => `${new Date(at).toISOString()} ${level} ${text}`),
    ),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string =>
  [`== ${title} ==`, ...(lines.length === 0 ? ['(nothing)'] : lines), ''].join('\n');

/** What is set in the settings stands there already. */
function statusOf({ missing, join, embedding, vault, server, demo }: Status): object {
  return { missing, join, embedding, vault, server, demo };
}
