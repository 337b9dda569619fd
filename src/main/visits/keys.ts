/** The two keys of the visits: one makes links, one seals fields. They live in the SecretBox. */
import { SecretUnavailable, type Log, type Random, type SecretBox, type SecretName } from '../ports.ts';

const keyBytes = 32;

export interface VisitKeys {
  readonly linkKey: Buffer;
  readonly fieldKey: Buffer;
}

/**
 * Loads both keys; makes each once. When the box cannot answer now or takes nothing, a key of this run stands in:
 * what the box holds is never overwritten then, so that old links and labels are back once it answers again.
 */
export async function loadKeys(secretBox: SecretBox, random: Random, log: Log): Promise<VisitKeys> {
  const key = (name: SecretName): Promise<Buffer> => loadKey(secretBox, name, random, log);
  return { linkKey: await key('link-key'), fieldKey: await key('field-key') };
}

async function loadKey(box: SecretBox, name: SecretName, random: Random, log: Log): Promise<Buffer> {
  try {
    const kept = parseKey(await box.get(name));
    if (kept) return kept;
  } catch (error) {
    log.warn('visits.key-unavailable', { name, locked: error instanceof SecretUnavailable });
    return random.bytes(keyBytes);
  }
  const made = random.bytes(keyBytes);
  try {
    await box.set(name, made.toString('base64url'));
  } catch {
    log.warn('visits.key-not-kept', { name });
  }
  return made;
}

function parseKey(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const key = Buffer.from(text, 'base64url');
  return key.length === keyBytes ? key : undefined;
}
