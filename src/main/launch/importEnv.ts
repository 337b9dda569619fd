/** `--import-env`: takes the `.env` of TrueConf's sample into the settings and the vault; it may be done again. */
import type { AppError } from '../../shared/errors.ts';
import type { CertificateView } from '../../shared/ipc/contract.ts';
import { messages, fill } from '../../shared/i18n/messages.ts';
import type { Result } from '../../shared/result.ts';
import type { Doctor, Language, LockableKey, Settings } from '../../shared/settings.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { SettingsService } from '../settings/settingsService.ts';
import { readSampleEnv, type SampleEnv } from './sampleEnv.ts';

export type ImportMessage = keyof (typeof messages)['en']['importEnv'];

export interface ImportParts {
  /** What the file holds, and its path. */
  readonly text: string;
  readonly path: string;
  readonly settings: SettingsService;
  readonly credentials: Credentials;
  readonly lookAtCertificate: (address: string) => Promise<Result<CertificateView, AppError>>;
  readonly say: (key: ImportMessage, values?: Readonly<Record<string, string | number>>) => void;
}

export const importSay =
  (language: Language, write: (line: string) => void): ImportParts['say'] =>
  (key, values) =>
    write(`${fill(messages[language].importEnv[key], values)}\n`);

/** `false`: something that the file gives could not be taken; what and why has been said. Locked values are no fault. */
export async function importEnv(parts: ImportParts): Promise<boolean> {
  const { text, path, settings, say } = parts;
  const { env, problems } = readSampleEnv(text);
  for (const { problem, variable } of problems)
    say(problem, { variable, port: settings.current().join.port });
  const { allowSelfSigned, ...values } = env;
  if (Object.keys(values).length === 0) {
    if (problems.length === 0) say('nothing', { path });
    return false;
  }
  const saved = await saveSettings(parts, env);
  const kept = env.clientSecret === undefined || (await keepSecret(parts, env.clientSecret));
  if (allowSelfSigned) await tellOfCertificate(parts);
  return saved && kept && problems.every(({ problem }) => problem === 'two-owners');
}

interface Taken {
  readonly variable: string;
  /** Any of them locks it. */
  readonly keys: readonly LockableKey[];
  readonly shown: string;
  readonly isSame: boolean;
  readonly put: (settings: Settings) => Partial<Settings>;
}

async function saveSettings({ settings, say }: ImportParts, env: SampleEnv): Promise<boolean> {
  const locks = settings.locked();
  let sections: Partial<Settings> = {};
  const taken: Taken[] = [];
  for (const one of takings(env, settings.current())) {
    const lock = locks.find(({ key }) => one.keys.includes(key));
    if (one.isSame) say('same', { variable: one.variable });
    else if (lock) say(`locked-${lock.source}`, { variable: one.variable });
    else {
      sections = { ...sections, ...one.put({ ...settings.current(), ...sections }) };
      taken.push(one);
    }
  }
  if (taken.length === 0) return true;
  const saved = await settings.save(sections);
  if (!saved.ok) {
    say('not-saved');
    return false;
  }
  for (const { variable, shown } of taken) say('took', { variable, value: shown });
  if (env.topic?.includes('{{name}}')) say('topic-name', { name: '{{name}}' });
  return true;
}

function takings(env: SampleEnv, now: Settings): readonly Taken[] {
  const { server, clientId, owner, topic, port } = env;
  const first = now.doctors.list[0]?.id;
  return [
    taking('SERVER', ['server.address'], server, now.server.address, (settings, address) => ({
      server: { ...settings.server, address },
    })),
    taking('CLIENT_ID', ['server.clientId'], clientId, now.server.clientId, (settings, given) => ({
      server: { ...settings.server, clientId: given },
    })),
    taking(owner?.variable ?? '', ['doctors.list', 'doctors.id'], owner?.id, first, (settings, id) => ({
      doctors: { ...settings.doctors, list: withFirst(settings.doctors.list, id) },
    })),
    taking('CONF_TOPIC_TEMPLATE', ['visits.topic'], topic, now.visits.topic, (settings, given) => ({
      visits: { ...settings.visits, topic: given },
    })),
    taking('PORT', ['join.port'], port, now.join.port, (settings, given) => ({
      join: { ...settings.join, port: given },
    })),
  ].flat();
}

/** Nothing, where the file does not give this value. */
function taking<T extends string | number>(
  variable: string,
  keys: readonly LockableKey[],
  value: T | undefined,
  now: T | undefined,
  put: (settings: Settings, value: T) => Partial<Settings>,
): readonly Taken[] {
  if (value === undefined) return [];
  const shown = String(value);
  return [{ variable, keys, shown, isSame: now === value, put: (settings) => put(settings, value) }];
}

/** Whoever is on the list already keeps the name. */
const withFirst = (list: readonly Doctor[], id: string): Doctor[] =>
  [
    list.find((doctor) => doctor.id === id) ?? { id, name: '' },
    ...list.filter((doctor) => doctor.id !== id),
  ].slice(0, 50);

async function keepSecret({ credentials, path, say }: ImportParts, secret: string): Promise<boolean> {
  const { lasting, strength } = await credentials.vault();
  if ((await credentials.stored()) === 'environment') {
    say('locked-environment', { variable: 'CLIENT_SECRET' });
    return true;
  }
  if (!lasting) {
    say('secret-no-place');
    return false;
  }
  // It lay in a readable file until now; whoever imports it wants it kept at least as well.
  const kept = await credentials.save(secret, true);
  if (kept.ok) say(strength === 'strong' ? 'took-secret' : 'took-secret-file', { path });
  else say(kept.error.code === 'secret-unavailable' ? 'secret-unavailable' : 'secret-not-kept');
  return kept.ok;
}

/** The sample switched the check off for everything. Here a person compares one certificate, and decides. */
async function tellOfCertificate({ settings, lookAtCertificate, say }: ImportParts): Promise<void> {
  const { address } = settings.current().server;
  const seen = address.startsWith('https:') ? await lookAtCertificate(address) : undefined;
  if (!seen?.ok) {
    say('certificate-none');
    return;
  }
  const { verdict, subject, issuer, validTo, sha256 } = seen.value;
  if (verdict === 'trusted') say('certificate-trusted');
  else
    say('certificate-ask', {
      subject,
      issuer,
      validTo: new Date(validTo).toISOString().slice(0, 10),
      sha256: (sha256.toUpperCase().match(/../g) ?? []).join(':'),
    });
}
