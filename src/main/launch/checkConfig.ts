/** `--check-config`: names what is wrong with the settings, changes nothing and starts nothing. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { fill, messages } from '../../shared/i18n/messages.ts';
import { expectedText, policySentence, type PolicyText } from '../../shared/policyProblem.ts';
import type { Result } from '../../shared/result.ts';
import { sectionSchemas, type Language, type Settings } from '../../shared/settings.ts';
import { missingFields } from '../composition/appState.ts';
import { emptyEnvironment, type Environment, type EnvironmentProblem } from '../settings/environment.ts';
import { expectationOf } from '../settings/expectation.ts';
import { isRecord, noValues, type FieldValues } from '../settings/fieldValues.ts';
import { createLayers } from '../settings/layers.ts';
import { migrate } from '../settings/migrations.ts';
import type { Policy } from '../settings/policy.ts';
import { readDocument } from '../settings/storedDocument.ts';

export interface CheckedConfig {
  /** Holds `config.json`; need not exist. */
  readonly dataDir: string;
  /** Where else the Client Secret may be kept, by file; each is JSON that names what it holds. */
  readonly secretFiles: readonly string[];
  readonly environment: Result<Environment, readonly EnvironmentProblem[]>;
  readonly policy: Policy;
  /** Path of the policy file, for the report. */
  readonly policyPlace: string;
  readonly language: Language;
}

export interface CheckReport {
  /** One sentence each; none: nothing is wrong. */
  readonly problems: readonly string[];
  /** What was looked at. */
  readonly sound: string;
}

export function checkConfig(config: CheckedConfig): CheckReport {
  const { checkConfig: texts, launch } = messages[config.language];
  const environment = config.environment.ok ? config.environment.value : emptyEnvironment;
  const wrong = config.environment.ok
    ? []
    : config.environment.error.map(({ variable, problem }) => fill(launch[problem], { variable }));
  const path = join(config.dataDir, 'config.json');
  const stored = readStored(path, config.language);
  const settings = createLayers(config.policy, environment).effective(stored.values);
  const say = policyText(config.language);
  const places = [path, config.policyPlace, texts['place-environment']].join(', ');
  return {
    problems: [
      ...wrong,
      ...config.policy.problems.map((problem) => policySentence(problem, say)),
      ...stored.problems,
      ...missing(settings, config, environment),
      ...filesOf(settings, config.language),
    ],
    sound: fill(texts.sound, { places }),
  };
}

const policyText =
  (language: Language): PolicyText =>
  (key, values) =>
    fill(messages[language].policy[key], values);

/** What the file says, and one sentence for each thing in it that the next start would not take. */
function readStored(
  path: string,
  language: Language,
): { readonly values: FieldValues; readonly problems: readonly string[] } {
  const texts = messages[language].checkConfig;
  if (!existsSync(path)) return { values: noValues, problems: [] };
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { values: noValues, problems: [fill(texts['settings-unreadable'], { path })] };
  }
  const found = readDocument(document);
  if (found.state === 'newer')
    return { values: noValues, problems: [fill(texts['settings-newer'], { path })] };
  if (found.state === 'sound') return { values: found.values, problems: [] };
  const migrated = isRecord(document) ? migrate(document) : { state: 'newer' as const };
  const sections = migrated.state === 'ready' ? migrated.document : {};
  const problems = found.damaged.flatMap((name) => sectionProblems(path, name, sections[name], language));
  return { values: found.values, problems };
}

function sectionProblems(
  path: string,
  name: string,
  section: unknown,
  language: Language,
): readonly string[] {
  const texts = messages[language].checkConfig;
  if (name === 'version') return [fill(texts['settings-version'], { path })];
  const schema = Object.entries(sectionSchemas).find(([known]) => known === name)?.[1];
  if (!schema || !isRecord(section)) return [fill(texts['settings-section'], { path, key: name })];
  const shape = new Map<string, z.ZodType>(Object.entries(schema.shape));
  return Object.entries(section).flatMap(([field, value]) => {
    const key = `${name}.${field}`;
    const known = shape.get(field);
    if (!known) return [fill(texts['settings-unknown'], { path, key })];
    if (known.safeParse(value).success) return [];
    const expected = expectedText(expectationOf(known), policyText(language));
    return [fill(texts['settings-value'], { path, key, expected })];
  });
}

/** With a clinic's service everything else is the service's matter. */
function missing(
  settings: Settings,
  { secretFiles, language }: CheckedConfig,
  { clientSecret }: Environment,
): readonly string[] {
  if (settings.service.address !== '') return [];
  const isKept = clientSecret !== undefined || secretFiles.some(holdsSecret);
  return missingFields(settings, isKept ? 'lasting' : 'no').map(
    (field) => messages[language].checkConfig[`missing-${field}`],
  );
}

/** Whether a file of secrets names the Client Secret; what it holds is not looked at. */
function holdsSecret(path: string): boolean {
  try {
    const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isRecord(document)) return false;
    const secrets = document['secrets'] ?? document;
    return isRecord(secrets) && 'client-secret' in secrets;
  } catch {
    return false;
  }
}

function filesOf({ server, join: page }: Settings, language: Language): readonly string[] {
  const texts = messages[language].checkConfig;
  const files = [
    ['server.caFile', server.trust === 'ca-file' ? server.caFile : ''],
    ['join.certificateFile', page.certificateFile],
    ['join.keyFile', page.keyFile],
    ['join.pfxFile', page.pfxFile],
  ] as const;
  const unreadable = files
    .filter(([, path]) => path !== '' && !isReadable(path))
    .map(([key, path]) => fill(texts['file-unreadable'], { key, path }));
  const isPair = (page.certificateFile === '') === (page.keyFile === '');
  return isPair ? unreadable : [...unreadable, texts['file-pair']];
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
