/** What the provider's claims make of a person: pure. */
import { err, ok, type Result } from '../../../shared/result.ts';
import { accessError, type AccessError } from './errors.ts';
import { cleanName, missingFor, trueconfIdFor } from './newAccount.ts';
import type { OidcConfig } from './oidcConfig.ts';
import type { Account } from './stores.ts';

export type Claims = Readonly<Record<string, unknown>>;

export type MappedClaims = Pick<Account, 'name' | 'role' | 'siteIds' | 'trueconfId'>;

/** Errors: `no-role`, `no-site`, `no-trueconf-id`: the configuration or the provider must give it. */
export function mapClaims(claims: Claims, config: OidcConfig): Result<MappedClaims, AccessError> {
  const given = wordsAt(claims, config.role.claim);
  const role = config.role.values.find(({ value }) => given.includes(value))?.role;
  if (role === undefined) return err(accessError('no-role'));
  const places = wordsAt(claims, config.site.claim);
  const sites = config.site.values.filter(({ value }) => places.includes(value));
  const siteIds = [...new Set(sites.map(({ siteId }) => siteId))];
  const [name = ''] = wordsAt(claims, config.name.claim);
  const [named = null] = wordsAt(claims, config.trueconfId.claim);
  const trueconfId = trueconfIdFor({ role, trueconfId: named });
  const mapped = { name: cleanName(name), role, siteIds, trueconfId };
  const missing = missingFor(mapped);
  return missing ? err(accessError(missing)) : ok(mapped);
}

/** The text, or the texts of the list, at a path of claims; none where there is something else. */
export function wordsAt(claims: Claims, path: string): readonly string[] {
  const value = Object.hasOwn(claims, path) ? claims[path] : deep(claims, path.split('.'));
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((word): word is string => typeof word === 'string' && word !== '');
}

function deep(container: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return container;
  if (typeof container !== 'object' || container === null) return undefined;
  return deep(Object.entries(container).find(([name]) => name === key)?.[1], rest);
}
