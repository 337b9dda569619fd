/** Saving settings, after saying what would be lost by it. */
import type { AppError } from '../../shared/errors.ts';
import type { HandlerInput, RequestOutput, VisitView } from '../../shared/ipc/contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { isOtherProxy } from '../proxy/ways.ts';
import { sees, type Caller } from './caller.ts';
import type { HandlerParts } from './handlers.ts';

type SavingParts = Pick<
  HandlerParts,
  | 'certificates'
  | 'credentials'
  | 'desk'
  | 'settings'
  | 'proxyPassword'
  | 'movesLinks'
  | 'present'
  | 'settingsSettled'
  | 'settingsView'
>;

export async function saveSettings(
  parts: SavingParts,
  { sections, linksMayDie, doctorsMayGo = false, secretFollows = false }: HandlerInput<'settings:save'>,
  caller: Caller,
): Promise<Result<RequestOutput<'settings:save'>, AppError>> {
  const { settings } = parts;
  const preview = settings.preview(sections);
  if (!preview.ok) return preview;
  const files = await parts.certificates.fit(preview.value, settings.current());
  if (!files.ok) return files;
  if (!linksMayDie && parts.movesLinks(preview.value, settings.current())) {
    const { visits } = await parts.desk().list();
    const dying = visits.filter(({ link }) => link !== null);
    if (dying.length > 0)
      return ok({ state: 'links-would-die', visits: dying.map((visit) => summaryOf(visit, caller)) });
  }
  const leaving = parts.present && !doctorsMayGo ? without(settings.current(), preview.value) : [];
  if (leaving.length > 0) {
    const { visits } = await parts.desk().list({ ownerIds: leaving });
    const open = visits.filter(({ phase }) => phase !== 'closing' && phase !== 'closed');
    if (open.length > 0) {
      const summaries = open.map((visit) => ({ ...summaryOf(visit, caller), ...ownerOf(visit) }));
      return ok({ state: 'doctors-have-visits', visits: summaries });
    }
  }
  const forgotten = await forgetFormer(parts, preview.value, secretFollows);
  if (!forgotten.ok) return forgotten;
  const saved = await settings.save(sections);
  if (!saved.ok) return saved;
  await parts.settingsSettled();
  return ok({ state: 'saved', view: await parts.settingsView() });
}

/**
 * Nobody is shown what was given for a former one, so that it is forgotten before anything is asked there. Of a single PC: at the
 * service IT keeps secrets in files, and takes them away.
 */
async function forgetFormer(
  parts: SavingParts,
  next: Settings,
  secretFollows: boolean,
): Promise<Result<void, AppError>> {
  if (!parts.present) return ok(undefined);
  const password = await forgetPassword(parts, next);
  return password.ok && secretFollows ? forgetSecret(parts, next) : password;
}

async function forgetPassword(
  { settings, proxyPassword }: SavingParts,
  next: Settings,
): Promise<Result<void, AppError>> {
  const { proxy: before } = settings.current().server;
  if (before.address === '' || !isOtherProxy(next.server.proxy, before)) return ok(undefined);
  return (await proxyPassword.stored()) === 'no' ? ok(undefined) : proxyPassword.save(null, false);
}

/** Where a new secret comes with the new address, the former one is the former server's alone. */
async function forgetSecret(
  { settings, credentials }: SavingParts,
  next: Settings,
): Promise<Result<void, AppError>> {
  if (next.server.address === settings.current().server.address) return ok(undefined);
  const stored = await credentials.stored();
  return stored === 'no' || stored === 'environment' ? ok(undefined) : credentials.forget();
}

/** TrueConf IDs that are on the list before and not after. */
const without = (before: Settings, after: Settings): readonly string[] =>
  before.doctors.list.map(({ id }) => id).filter((id) => !after.doctors.list.some((one) => one.id === id));

/** Another doctor's patients are not named to the one who works here now. */
const summaryOf = ({ id, label, createdAt, ownerId }: VisitView, caller: Caller) => ({
  id,
  label: sees(caller, ownerId) ? label : '',
  createdAt,
});

const ownerOf = ({ ownerId, startsAt }: VisitView) => ({ ownerId, startsAt });
