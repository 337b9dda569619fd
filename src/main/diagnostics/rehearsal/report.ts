/** The last rehearsal as a text for whoever has to mend something. Pure: nothing gets in that is not named here. */
import type { ErrorDetails } from '../../../shared/errors.ts';
import { fill, messages } from '../../../shared/i18n/messages.ts';
import type { Rehearsal, RehearsalStage } from '../../../shared/ipc/rehearsal.ts';
import type { Language, Settings } from '../../../shared/settings.ts';
import { settingsFacts } from '../settingsFacts.ts';

export interface ReportInput {
  readonly run: Rehearsal;
  readonly settings: Settings;
  readonly language: Language;
  readonly version: string;
  readonly shell: string;
  /** Operating system, its version, processor, Node. */
  readonly system: string;
  /** Epoch ms. */
  readonly now: number;
}

type Words = (typeof messages)[Language]['rehearsal'];

export function reportOf(input: ReportInput): string {
  const { run, settings, language, version, shell, system, now } = input;
  const words = messages[language].rehearsal;
  const took = run.endedAt === null ? '' : `, ${duration(run.endedAt - run.startedAt, words)}`;
  const result = run.result === null ? 'result-running' : (`result-${run.result}` as const);
  const by = run.by === 'hand' ? words['by-hand'] : words['by-schedule'];
  return [
    words['report-title'],
    words['report-no-names'],
    '',
    `${words['report-version']}: ${version}`,
    `${words['report-system']}: ${system}`,
    `${words['report-shell']}: ${shell}`,
    `${words['report-made']}: ${moment(now)}`,
    `${words['report-played']}: ${fill(by, { time: moment(run.startedAt) })}${took}`,
    `${words['report-result']}: ${words[result]}`,
    '',
    words['report-stages'],
    ...run.stages.flatMap((stage, index) => stageLines(stage, index + 1, language, words)),
    '',
    words['report-settings'],
    ...settingsFacts(settings).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function stageLines(
  stage: RehearsalStage,
  number: number,
  language: Language,
  words: Words,
): readonly string[] {
  const { outcome, ms, error, note } = stage;
  const time = outcome === 'not-tried' ? '' : ` (${duration(ms, words)})`;
  const lines = [`${number}. ${words[`stage-${stage.stage}`]}: ${words[`outcome-${outcome}`]}${time}`];
  if (error) {
    lines.push(`   ${fill(words.code, { code: error.code })}`);
    lines.push(`   ${fill(messages[language].errors[error.code], { ...fallbacks, ...error.details })}`);
  }
  if (note) lines.push(`   ${words[`note-${note}`]}`);
  const facts = Object.entries(stage.facts)
    .filter(([name]) => !unsaid.has(name))
    .map(([name, value]) => `${name}=${name === 'validTo' ? moment(Number(value)) : value}`);
  if (facts.length > 0) lines.push(`   ${facts.join(', ')}`);
  return lines;
}

/** The doctor's name. */
const unsaid: ReadonlySet<string> = new Set(['name']);

/** A detail that is missing must not show as a hole in the sentence. */
const fallbacks: ErrorDetails = {
  host: 'TrueConf Server',
  port: '',
  status: 'HTTP',
  permission: 'conferences',
  owner: '',
  name: '',
  version: '',
  correlationId: '',
};

const moment = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z');

const duration = (ms: number, words: Words): string =>
  ms < 1_000
    ? fill(words.milliseconds, { value: Math.round(ms) })
    : fill(words.seconds, { value: (ms / 1_000).toFixed(1) });
