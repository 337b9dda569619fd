/**
 * A stored document of any past version becomes one of today's: one pure step for each version. A step reads what another
 * version wrote, damaged parts included, so it looks before it takes; what it cannot use it leaves as it is.
 */
import { settingsVersion } from '../../shared/settings.ts';
import { isRecord, same } from './fieldValues.ts';

type Document = Readonly<Record<string, unknown>>;

/** `newer`: written by a later version of Visit Desk; nothing of it can be understood safely. */
export type Migrated = { readonly state: 'ready'; readonly document: Document } | { readonly state: 'newer' };

/** By the version that they start from. */
const steps: Readonly<Record<number, (document: Document) => Document>> = { 1: fromVersion1 };

/** A document without a version is of the first. One whose version is no number stays as it is: the schema refuses it. */
export function migrate(document: Document): Migrated {
  const { version = 1 } = document;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return { state: 'ready', document };
  if (version > settingsVersion) return { state: 'newer' };
  let migrated = document;
  for (let from = version; from < settingsVersion; from += 1) {
    migrated = { ...(steps[from]?.(migrated) ?? migrated), version: from + 1 };
  }
  return { state: 'ready', document: migrated };
}

/** The defaults as version 1 had them; later changes of the schema change nothing here. */
const defaultsOf1: Readonly<Record<string, Document>> = {
  server: { address: '', clientId: '', pin: null },
  doctors: { list: [], entry: 'own-account' },
  join: {
    interface: null,
    port: 8765,
    publicAddress: '',
    trustedProxies: [],
    certificateFile: '',
    keyFile: '',
    entry: 'navigate',
  },
  visits: {
    topic: 'Video visit {{time}}',
    places: 4,
    linkLifeHours: 24,
    admission: 'straight',
    guestSeats: null,
  },
  clinic: { name: '', phone: '', showDoctor: true },
  messages: { en: '', ru: '', email: true, sms: true, messengers: [] },
  privacy: { keepDays: 30 },
  app: { language: 'system' },
  service: { address: '' },
  present: { doctorId: '', entered: [] },
};

/**
 * A pin counts with the trust `certificate` only, which version 1 did not have. It stored whole sections; what stood at its
 * default was chosen by nobody, and leaves room for the defaults of a policy.
 */
function fromVersion1(document: Document): Document {
  const sections = Object.entries(document).map(([name, section]) => {
    const defaults = defaultsOf1[name];
    if (!isRecord(section) || !defaults) return [name, section] as const;
    const chosen = Object.entries(section).filter(
      ([field, value]) => !(field in defaults && same(value, defaults[field])),
    );
    return [name, Object.fromEntries(chosen)] as const;
  });
  const migrated: Document = Object.fromEntries(sections);
  const { server } = migrated;
  if (!isRecord(server) || !isRecord(server['pin']) || 'trust' in server) return migrated;
  return { ...migrated, server: { ...server, trust: 'certificate' } };
}
