/** Reads the `.env` of TrueConf's sample "One-Click Web Conference" (its env.sample and README). Pure. */
import { parseEnv } from 'node:util';
import { parseServerAddress } from '../../shared/serverAddress.ts';
import { doctorSchema, joinSchema, serverSchema, visitsSchema } from '../../shared/settings.ts';

export interface SampleEnv {
  readonly server?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** TrueConf ID, and the variable that gave it. */
  readonly owner?: { readonly id: string; readonly variable: OwnerVariable };
  readonly topic?: string;
  readonly port?: number;
  readonly allowSelfSigned: boolean;
}

/** The server reads the first name, the sample's README documents the second. */
const ownerVariables = ['CONF_OWNER_TRUECONF_ID', 'TRUECONF_ID'] as const;
export type OwnerVariable = (typeof ownerVariables)[number];

export interface SampleProblem {
  readonly problem:
    | 'placeholder'
    | 'server-invalid'
    | 'server-insecure'
    | 'too-long'
    | 'owner-invalid'
    | 'two-owners'
    | 'port-invalid';
  readonly variable: string;
}

const maxSecretLength = 500;

/** What the sample ships and its README shows in place of values. */
const isPlaceholder = (value: string): boolean =>
  /^(?:https?:\/\/)?your[._]|^generated_client_|^username_used_as_owner$/i.test(value);

/** Quotes, comments, `export` and line ends count as in the sample, whose dotenv takes `NAME: value` too. */
export function readSampleEnv(text: string): { env: SampleEnv; problems: readonly SampleProblem[] } {
  const lines = text.replace(/^\uFEFF/, '').replace(/^(\s*(?:export\s+)?[\w.-]+):\s+/gmu, '$1=');
  const given = parseEnv(lines);
  const problems: SampleProblem[] = [];
  const read = <T>(
    variable: string,
    reader: (value: string) => T | SampleProblem['problem'],
  ): T | undefined => {
    const value = given[variable]?.trim() ?? '';
    if (value === '') return undefined;
    const result = isPlaceholder(value) ? 'placeholder' : reader(value);
    if (!isProblem(result)) return result;
    problems.push({ problem: result, variable });
    return undefined;
  };
  const server = read('SERVER', readServer);
  const clientId = read('CLIENT_ID', (value) => kept(serverSchema.shape.clientId.safeParse(value)));
  const clientSecret = read('CLIENT_SECRET', (value) =>
    value.length > maxSecretLength ? 'too-long' : { text: value },
  );
  const owners = ownerVariables.flatMap((variable) => {
    const id = read(variable, readOwner);
    return id === undefined ? [] : [{ id: id.text, variable }];
  });
  if (owners[1] && owners[0]?.id !== owners[1].id)
    problems.push({ problem: 'two-owners', variable: 'TRUECONF_ID' });
  const topic = read('CONF_TOPIC_TEMPLATE', (value) => kept(visitsSchema.shape.topic.safeParse(value)));
  const port = read('PORT', readPort);
  const env = {
    ...(server && { server: server.text }),
    ...(clientId && { clientId: clientId.text }),
    ...(clientSecret && { clientSecret: clientSecret.text }),
    ...(owners[0] && { owner: owners[0] }),
    ...(topic && { topic: topic.text }),
    ...(port && { port: port.number }),
    allowSelfSigned: given['ALLOW_SELF_SIGNED']?.trim().toLowerCase() === 'true',
  };
  return { env, problems };
}

/** What was read is an object, so that no value is taken for the name of a problem. */
interface Text {
  readonly text: string;
}

const isProblem = (result: unknown): result is SampleProblem['problem'] => typeof result === 'string';

function readServer(value: string): Text | 'server-invalid' | 'server-insecure' {
  const address = parseServerAddress(value);
  if (address.ok) return { text: address.value };
  return address.error === 'address-insecure' ? 'server-insecure' : 'server-invalid';
}

function readOwner(value: string): Text | 'owner-invalid' {
  const id = doctorSchema.shape.id.safeParse(value);
  return id.success ? { text: id.data } : 'owner-invalid';
}

function readPort(value: string): { readonly number: number } | 'port-invalid' {
  const port = joinSchema.shape.port.safeParse(/^\d+$/.test(value) ? Number(value) : Number.NaN);
  return port.success ? { number: port.data } : 'port-invalid';
}

const kept = (parsed: { success: boolean; data?: string | undefined }): Text | 'too-long' =>
  parsed.success && parsed.data !== undefined ? { text: parsed.data } : 'too-long';
