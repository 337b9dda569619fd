/**
 * The configuration of the clinic's service: a JSON file and flags, one schema. What a clinic's administrator changes
 * while it runs (server, texts, visits) are the settings of the core and stand elsewhere.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { isHttpsOrigin, languages } from '../../shared/settings.ts';
import { accessConfigSchema } from './access/index.ts';
import { flagFields, type Flags, type ServiceProblem } from './flags.ts';
import { logLevels } from './jsonLog.ts';

const path = z.string().trim().max(500).default('');
const address = z.union([z.ipv4(), z.ipv6()]);
const loopbackOrigin = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

const listener = {
  /** IPv4 or IPv6 address of this computer; `0.0.0.0` or `::`: all of them. */
  host: address.default('127.0.0.1'),
  /** PEM, the chain after the certificate; with the key: https. Both are read anew when they change. */
  certificateFile: path,
  keyFile: path,
} as const;

export const serviceConfigSchema = z.strictObject({
  /** One machine, without PostgreSQL: everything in `dataDir`. */
  embedded: z.boolean().default(false),
  /** Embedded: visits, accounts, settings. Otherwise optional: texts of the clinic's own (docs/patient-texts.md). */
  dataDir: path,
  /** Files named as the secrets, mode 0600. Embedded: `secrets` in `dataDir`, unless it is named. */
  secretsDir: path,
  /** The patient's page and nothing else. */
  public: z
    .strictObject({
      ...listener,
      /** TCP; 0: any free one. */
      port: z.int().min(0).max(65_535).default(8765),
      /** `https://host[:port]` under which patients reach it; empty: the listener's own. */
      address: z
        .string()
        .max(300)
        .refine((value) => value === '' || isHttpsOrigin(value))
        .default(''),
      /** Path under the address, `/video`; a proxy in front does not take it away. */
      basePath: z
        .string()
        .max(100)
        .regex(/^(?:\/[A-Za-z0-9_-]+)*$/)
        .default(''),
    })
    .prefault({}),
  /** Desks, sign-in, health. */
  staff: z
    .strictObject({
      ...listener,
      /** TCP; 0: any free one. */
      port: z.int().min(0).max(65_535).default(8766),
      /** `https://host[:port]` under which staff reach it; http on this computer only. Empty: the listener's own. */
      address: z
        .string()
        .max(300)
        .refine((value) => value === '' || isHttpsOrigin(value) || loopbackOrigin.test(value))
        .default(''),
    })
    .prefault({}),
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed, on both listeners. */
  trustedProxies: z
    .array(z.union([address, z.cidrv4(), z.cidrv6()]))
    .max(20)
    .default([]),
  /** `/metrics` on the staff listener. */
  metrics: z.boolean().default(true),
  /** Who may sign in (docs/service.md). */
  access: accessConfigSchema.prefault({}),
  /** The least severe events that are logged. */
  logLevel: z.enum(logLevels).default('info'),
  /** What the service says on the terminal; absent: the system's language. */
  language: z.enum(languages).optional(),
});

export type ServiceConfig = z.output<typeof serviceConfigSchema>;
export type ListenerConfig = ServiceConfig['staff'];

/** Flags win over the file. Paths become absolute. Errors: names the file or the field. */
export function loadConfig({ configFile, given }: Flags): Result<ServiceConfig, ServiceProblem> {
  const file = configFile === undefined ? ok({}) : readDocument(configFile);
  if (!file.ok) return file;
  const parsed = serviceConfigSchema.safeParse(mergeDocuments(file.value, given));
  if (!parsed.success) return err(problemOf(parsed.error));
  const config = withPaths(parsed.data);
  return config.embedded && config.dataDir === ''
    ? err({ problem: 'data-dir-missing', values: {} })
    : ok(config);
}

type Document = Readonly<Record<string, unknown>>;
const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readDocument(file: string): Result<Document, ServiceProblem> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return err({ problem: 'config-unreadable', values: { path: file } });
  }
  try {
    const document: unknown = JSON.parse(text);
    if (isDocument(document)) return ok(document);
  } catch {
    // Said below.
  }
  return err({ problem: 'config-not-json', values: { path: file } });
}

/** Sections are merged field by field. */
function mergeDocuments(under: Document, over: Document): Document {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const former = merged[key];
    merged[key] = isDocument(value) && isDocument(former) ? { ...former, ...value } : value;
  }
  return merged;
}

function problemOf(error: z.ZodError): ServiceProblem {
  const [issue] = error.issues;
  const at = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys')
    return { problem: 'setting-unknown', values: { field: [...at, issue.keys[0]].join('.') } };
  const field = at.join('.');
  const flag = Object.entries(flagFields).find(
    ([, place]) => place === at.slice(0, 2).join('.') || place === at[0],
  );
  return { problem: 'setting-invalid', values: { field, flag: flag ? `--${flag[0]}` : '–' } };
}

function withPaths(config: ServiceConfig): ServiceConfig {
  const absolute = (given: string): string => (given === '' ? '' : resolve(given));
  const dataDir = absolute(config.dataDir);
  const ownSecrets = config.embedded && dataDir !== '' ? resolve(dataDir, 'secrets') : '';
  const files = ({ certificateFile, keyFile }: ListenerConfig | ServiceConfig['public']) => ({
    certificateFile: absolute(certificateFile),
    keyFile: absolute(keyFile),
  });
  return {
    ...config,
    dataDir,
    secretsDir: absolute(config.secretsDir) || ownSecrets,
    public: { ...config.public, ...files(config.public) },
    staff: { ...config.staff, ...files(config.staff) },
  };
}
