/** `npm run service -- portal-key …`: what an administrator does with the keys of other systems. */
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Site } from '../access/index.ts';
import type { KeyRefusal, PortalKeys } from './keys.ts';

/** `usage`: the words are not understood. `site-unknown`: no site, or more than one, is called so. */
export type KeyCommandProblem = KeyRefusal | 'usage' | 'site-unknown';

export type KeyCommandDone =
  /** The key, for the only time. */
  | { readonly done: 'added'; readonly key: string; readonly keyId: string; readonly system: string }
  | { readonly done: 'listed'; readonly keys: Awaited<ReturnType<PortalKeys['list']>> }
  | { readonly done: 'revoked'; readonly keyId: string };

/**
 * `add NAME --site SITE [--site SITE…]`, `list`, `revoke KEYID`; a site by its id, or by its name where no other has it.
 * What is shown is the caller's; the key itself goes to nowhere but the terminal. Errors: `usage`, `site-unknown`, and
 * those of `PortalKeys`; rejects when the store does not answer.
 */
export async function portalKeyCommand(
  words: readonly string[],
  keys: PortalKeys,
  sites: readonly Site[],
): Promise<Result<KeyCommandDone, KeyCommandProblem>> {
  const [verb, name, ...rest] = words;
  if (verb === 'list' && name === undefined) return ok({ done: 'listed', keys: await keys.list() });
  if (verb === 'revoke' && name !== undefined && rest.length === 0) {
    const revoked = await keys.revoke(name);
    return revoked.ok ? ok({ done: 'revoked', keyId: name }) : revoked;
  }
  if (verb !== 'add' || name === undefined) return err('usage');
  const asked = sitesOf(rest);
  if (!asked) return err('usage');
  const siteIds = asked.map((word) => siteIdOf(word, sites)).filter((id) => id !== undefined);
  if (siteIds.length < asked.length) return err('site-unknown');
  const added = await keys.add(name, siteIds);
  return added.ok ? ok({ done: 'added', system: name, ...added.value }) : added;
}

function siteIdOf(word: string, sites: readonly Site[]): string | undefined {
  if (sites.some(({ id }) => id === word)) return word;
  const [named, ...others] = sites.filter(({ name }) => name === word);
  return others.length === 0 ? named?.id : undefined;
}

/** `undefined`: something else stands there. */
function sitesOf(words: readonly string[]): readonly string[] | undefined {
  const [flag, site, ...rest] = words;
  if (flag === undefined) return [];
  if (flag !== '--site' || site === undefined) return undefined;
  const others = sitesOf(rest);
  return others && [site, ...others];
}
