/**
 * What the environment gives. Such a value wins over the stored one and its field shows locked. The Client Secret is
 * read once and taken out of the environment, so that no child process and no crash report ever sees it.
 */
import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../shared/result.ts';
import { parseServerAddress } from '../../shared/serverAddress.ts';
import {
  doctorSchema,
  languages,
  serverSchema,
  visitsSchema,
  type Language,
  type LockableKey,
} from '../../shared/settings.ts';
import type { FieldValues } from './fieldValues.ts';

export interface Environment {
  readonly server: string | undefined;
  readonly clientId: string | undefined;
  readonly owner: string | undefined;
  readonly topic: string | undefined;
  readonly language: Language | undefined;
  /** Origin of the clinic's service with which the desktop works. */
  readonly service: string | undefined;
  readonly clientSecret: string | undefined;
}

/** An environment that says nothing: the demo's. */
export const emptyEnvironment: Environment = {
  server: undefined,
  clientId: undefined,
  owner: undefined,
  topic: undefined,
  language: undefined,
  service: undefined,
  clientSecret: undefined,
};

export const environmentProblems = [
  'address-invalid',
  'address-insecure',
  'too-long',
  'owner-invalid',
  'language-unknown',
  'secret-file-unreadable',
  'secret-empty',
] as const;

/** Names the variable and what is wrong with it, never its value. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly problem: (typeof environmentProblems)[number];
}

const variables = {
  server: 'VISIT_DESK_SERVER',
  clientId: 'VISIT_DESK_CLIENT_ID',
  owner: 'VISIT_DESK_OWNER',
  topic: 'VISIT_DESK_TOPIC',
  language: 'VISIT_DESK_LANG',
  service: 'VISIT_DESK_SERVICE',
} as const;
const secretVariable = 'VISIT_DESK_CLIENT_SECRET';
const secretFileVariable = 'VISIT_DESK_CLIENT_SECRET_FILE';
const maxSecretLength = 500;

type Variables = Record<string, string | undefined>;
type Read<T> = Result<T, EnvironmentProblem['problem']>;

function readAddress(text: string): Read<string> {
  const address = parseServerAddress(text);
  if (address.ok) return address;
  return err(address.error === 'address-insecure' ? 'address-insecure' : 'address-invalid');
}

const readers: {
  readonly [Key in keyof typeof variables]: (text: string) => Read<NonNullable<Environment[Key]>>;
} = {
  server: readAddress,
  service: readAddress,
  clientId: (text) => {
    const parsed = serverSchema.shape.clientId.safeParse(text);
    return parsed.success ? ok(parsed.data) : err('too-long');
  },
  owner: (text) => {
    const parsed = doctorSchema.shape.id.safeParse(text);
    return parsed.success ? ok(parsed.data) : err('owner-invalid');
  },
  topic: (text) => {
    const parsed = visitsSchema.shape.topic.safeParse(text);
    return parsed.success ? ok(parsed.data) : err('too-long');
  },
  language: (text) => {
    const found = languages.find((language) => language === text.toLowerCase());
    return found ? ok(found) : err('language-unknown');
  },
};

/**
 * Reads the variables (an empty one counts as not set) and removes both secret variables from `variables`.
 * Errors: every variable that cannot be used, at once.
 */
export function takeEnvironment(source: Variables): Result<Environment, readonly EnvironmentProblem[]> {
  const problems: EnvironmentProblem[] = [];
  const read = <T>(variable: string, reader: (text: string) => Read<T>): T | undefined => {
    const text = source[variable]?.trim();
    if (text === undefined || text === '') return undefined;
    const value = reader(text);
    if (value.ok) return value.value;
    problems.push({ variable, problem: value.error });
    return undefined;
  };
  const clientSecret = read(secretVariable, readSecret) ?? read(secretFileVariable, readSecretFile);
  delete source[secretVariable];
  delete source[secretFileVariable];
  const values = {
    server: read(variables.server, readers.server),
    clientId: read(variables.clientId, readers.clientId),
    owner: read(variables.owner, readers.owner),
    topic: read(variables.topic, readers.topic),
    language: read(variables.language, readers.language),
    service: read(variables.service, readers.service),
    clientSecret,
  };
  return problems.length > 0 ? err(problems) : ok(values);
}

/** The fields that the environment gives. */
export function lockedKeys(environment: Environment): readonly LockableKey[] {
  const keys: readonly (readonly [keyof Environment, LockableKey])[] = [
    ['server', 'server.address'],
    ['clientId', 'server.clientId'],
    ['clientSecret', 'credentials.secret'],
    ['owner', 'doctors.id'],
    ['topic', 'visits.topic'],
    ['language', 'app.language'],
    ['service', 'service.address'],
  ];
  return keys.filter(([key]) => environment[key] !== undefined).map(([, locked]) => locked);
}

/** As a layer of settings. The owner is none of them: it changes the list of doctors (`layers.ts`). */
export function environmentValues(environment: Environment): FieldValues {
  const { server, clientId, topic, language, service } = environment;
  const values = {
    'server.address': server,
    'server.clientId': clientId,
    'visits.topic': topic,
    'app.language': language,
    'service.address': service,
  };
  return new Map(Object.entries(values).filter(([, value]) => value !== undefined));
}

function readSecret(text: string): Read<string> {
  return text.length > maxSecretLength ? err('too-long') : ok(text);
}

function readSecretFile(path: string): Read<string> {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? err('secret-empty') : readSecret(text);
  } catch {
    return err('secret-file-unreadable');
  }
}
