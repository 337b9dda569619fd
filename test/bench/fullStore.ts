/** A data folder as a busy clinic leaves it: a month of visits, sealed with the keys that the web shell uses. */
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log, SecretBox } from '../../src/main/ports.ts';
import { systemClock, systemRandom } from '../../src/main/system.ts';
import { openVisits, type Visits } from '../../src/main/visits/index.ts';
import { loadKeys, type VisitKeys } from '../../src/main/visits/keys.ts';
import { makeLink } from '../../src/main/visits/links.ts';
import { createFieldSealer } from '../../src/main/visits/sealedField.ts';
import type { VisitRecord, VisitRepository } from '../../src/main/visits/types.ts';
import { openSqliteRepository } from '../../src/main/visits/visitRepository.ts';
import { userFolders } from '../../src/main/web/folders.ts';
import { keyFilePath, openSecretBox } from '../../src/main/web/secretBox.ts';
import { appError } from '../../src/shared/errors.ts';
import { err } from '../../src/shared/result.ts';
import { defaultSettings } from '../../src/shared/settings.ts';

export const visitCount = 10_000;
/** Of today, still open. */
const openCount = 50;
/** Within what is kept by default (`privacy.keepDays`), so that nothing is erased while it is measured. */
const days = 29;
const dayMs = 86_400_000;

export const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore(): void {}

export interface FullStore {
  readonly folder: string;
  readonly secretBox: SecretBox;
  /** Of all links, in a random order. */
  readonly tokenHashes: readonly string[];
  repository(): VisitRepository;
}

export async function fillStore(folder: string, keysFolder: string): Promise<FullStore> {
  const { config } = userFolders(process.platform, { ...process.env, XDG_CONFIG_HOME: keysFolder });
  const secretBox = openSecretBox(keyFilePath(config, folder));
  const keys = await loadKeys(secretBox, systemRandom, silent);
  const repositoryAt = (path: string): VisitRepository =>
    openSqliteRepository({
      path,
      sealer: createFieldSealer(keys.fieldKey, systemRandom),
      clock: systemClock,
      log: silent,
    });
  const path = join(folder, 'visits.sqlite');
  const now = Date.now();
  const records = Array.from({ length: visitCount }, (_unused, index) => record(index, now, keys));
  await writeFar(path, repositoryAt, records);
  return {
    folder,
    secretBox,
    tokenHashes: records.flatMap(({ visit }) => visit.links.map((link) => link.tokenHash)).sort(),
    repository: () => repositoryAt(path),
  };
}

/** The visits over this store, without a server. */
export function openStore({ folder, secretBox }: FullStore): Promise<Visits> {
  return openVisits({
    dataDir: folder,
    client: async () => err(appError('not-configured')),
    settings: () => defaultSettings,
    joinOrigin: () => 'http://127.0.0.1:8765',
    shell: 'web',
    ports: { clock: systemClock, random: systemRandom, log: silent, secretBox },
  });
}

/** Each save waits for the disk, which takes minutes for so many: written to memory first where the system has any. */
async function writeFar(
  path: string,
  repositoryAt: (path: string) => VisitRepository,
  records: readonly VisitRecord[],
): Promise<void> {
  const memory = '/dev/shm';
  const scratch = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), 'visit-desk-bench-'));
  try {
    const draft = join(scratch, 'visits.sqlite');
    const repository = repositoryAt(draft);
    for (const one of records) await repository.save(one);
    await repository.close();
    await copyFile(draft, path);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** So many visits that have ended, newest first; what the last one is labelled, nobody else's label holds. */
export const endedRecords = (count: number, now: number, keys: VisitKeys): readonly VisitRecord[] =>
  Array.from({ length: count }, (_unused, index) => record(openCount + index, now, keys));
export const oldestLabel = (count: number): string => labelOf(openCount + count - 1);

const labelOf = (index: number): string => `Ivan ${index}`;

/** The first ones are open and an hour old at most; the others are spread over the days before, each with its patient. */
function record(index: number, now: number, { linkKey }: VisitKeys): VisitRecord {
  const id = systemRandom.bytes(16).toString('base64url');
  const isOpen = index < openCount;
  const createdAt = isOpen
    ? now - index * 60_000
    : now - 2 * 3_600_000 - Math.floor(((index - openCount) / (visitCount - openCount)) * days * dayMs);
  const since = createdAt + 600_000;
  return {
    version: 0,
    visit: {
      id,
      ownerId: 'petrova',
      createdAt,
      startsAt: null,
      opensAt: createdAt,
      expiresAt: createdAt + dayMs,
      label: labelOf(index),
      note: '',
      admission: 'straight',
      state: isOpen ? { name: 'ready' } : { name: 'closed', reason: 'ended' },
      since,
      conference: { id: String(index).padStart(10, '0'), pageUrl: 'http://127.0.0.1/webrtc/0' },
      marker: `visit-desk-0000000000000000-${index}`,
      links: [makeLink(linkKey, id, { number: 1, generation: 1 })],
      doctorSince: null,
      rosterHidden: false,
      endedAt: null,
      lateMinutes: null,
      failedWith: null,
    },
    persons: isOpen ? [] : [patient(id, since)],
  };
}

/** Whoever was there, as an ended visit keeps it: without the name. */
function patient(visitId: string, since: number): VisitRecord['persons'][number] {
  return {
    id: systemRandom.bytes(16).toString('base64url'),
    visitId,
    linkNumber: 1,
    generation: 1,
    browserKey: systemRandom.bytes(32).toString('hex'),
    name: '',
    page: null,
    message: null,
    identified: null,
    guestId: `p${systemRandom.bytes(16).toString('hex')}`,
    state: 'left',
    since,
    pressedAt: since - 300_000,
    seatAt: since - 300_000,
    addressAt: since - 300_000,
    queuedAt: null,
    inCallAt: null,
    inCallMs: 0,
  };
}
