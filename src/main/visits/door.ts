/** What the patient's page can do. */
import { cleanName } from '../../shared/displayName.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { sightOf } from '../../shared/page.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { VisitContext } from './context.ts';
import { dead, doorView } from './doorView.ts';
import { changePerson, findVisit, type Found } from './finding.ts';
import { isToken, sha256Hex } from './links.ts';
import { press, type PressParts } from './pressing.ts';
import { callMeOfLink, callMeOfPerson, heardOfPerson, reportOfLink, reportOfPerson } from './reporting.ts';
import type { Sights } from './sights.ts';
import { pageKey } from './silentPages.ts';
import type { CallMeInput, Door, DoorView } from './types.ts';
import { isLive } from './visitStore.ts';
import type { Watchers } from './watching.ts';

export interface DoorParts extends PressParts {
  readonly sights: Sights;
  readonly watchers: Watchers;
}

export function createDoor(context: VisitContext, parts: DoorParts): Door {
  const { store, clock } = context;
  const { handOvers, presence, sights, watchers } = parts;
  const find = (token: string, browser: string | null): Promise<Found | undefined> =>
    findVisit(context, token, browser);

  const show = (found: Found | undefined, code: string | null): DoorView => {
    if (!found) return dead(false);
    const nameWaits = handOvers.peek(found.record.visit.id, code) !== undefined;
    return doorView(context, found.record, { ...found, nameWaits });
  };
  /** As it is after a change of this visit. */
  const showAfter = (found: Found, changed: Pick<Found, 'record' | 'person'> | undefined): DoorView =>
    changed ? show({ ...found, ...changed }, null) : dead(false);

  return {
    look: async (token, browser, code) => show(await find(token, browser), code),
    async heard(token, browser, code) {
      const found = await find(token, browser);
      const view = show(found, code);
      if (!found?.person || view.state === 'dead') return view;
      return showAfter(found, await heardOfPerson(context, presence, found.record.visit.id, found.person));
    },
    async report(token, browser, report) {
      const found = await find(token, browser);
      const view = show(found, null);
      if (!found || view.state === 'dead') return view;
      const visitId = found.record.visit.id;
      if (report.event === 'open') warm(context);
      const browserKey = browser === null ? '' : sha256Hex(browser);
      if (!sights.note(visitId, found.linkNumber, browserKey, report)) return view;
      if (found.person)
        return showAfter(found, await reportOfPerson(context, presence, visitId, found.person, report));
      if (sightOf[report.event] === 'open') presence.heard(pageKey(visitId, found.linkNumber));
      const sight = sights.best(visitId, found.linkNumber) ?? 'open';
      await store.change(visitId, reportOfLink(found, report, sight, clock.now()));
      return view;
    },
    async press(token, browser, input) {
      try {
        const found = await find(token, browser);
        return found ? await press(context, parts, found, browser, input) : err(appError('link-dead'));
      } catch {
        return err(appError('storage-failed'));
      }
    },
    async callMe(token, browser, input) {
      try {
        const found = await find(token, browser);
        return found ? await callMe(context, parts, found, input) : err(appError('link-dead'));
      } catch {
        return err(appError('storage-failed'));
      }
    },
    async handOver(token, browser, code, name) {
      const found = await find(token, browser);
      if (!found || !isToken(code) || !isLive(found.record, found.person !== undefined, clock.now())) return;
      handOvers.put(found.record.visit.id, code, cleanName(name) || (found.person?.name ?? ''));
    },
    async watch(token, browser, listener) {
      const found = await find(token, browser);
      if (!found?.person || browser === null) return undefined;
      return watchers.add(found, sha256Hex(browser), listener);
    },
  };
}

/** Ahead of the press that is likely to come. */
function warm(context: VisitContext): void {
  context.tasks.run('warm', async () => {
    const client = await context.client();
    if (client.ok) await client.value.warm();
  });
}

/** Of a browser that has not pressed nothing is kept but the wish; its name only proves that a person asks. */
async function callMe(
  context: VisitContext,
  { handOvers, presence }: PressParts,
  found: Found,
  input: CallMeInput,
): Promise<Result<void, AppError>> {
  const { store, clock } = context;
  const { record, person } = found;
  const visitId = record.visit.id;
  if (!isLive(record, person !== undefined, clock.now())) return err(appError('link-dead'));
  if (person) {
    const changed = await changePerson(
      context,
      visitId,
      person.id,
      callMeOfPerson(input.reason, clock.now()),
    );
    return changed ? ok(undefined) : err(appError('link-dead'));
  }
  const named = cleanName(input.name) !== '' || handOvers.peek(visitId, input.code) !== undefined;
  if (!named) return err(appError('name-required'));
  presence.heard(pageKey(visitId, found.linkNumber));
  await store.change(visitId, callMeOfLink(found, input.reason, clock.now()));
  return ok(undefined);
}
