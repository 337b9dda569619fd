/** An account as it stands in the fields, and what keeps it from being saved. Pure. */
import type { RequestInput } from '../../../shared/ipc/contract.ts';
import type { AccountView } from '../../../shared/ipc/people.ts';
import type { Role } from '../../../shared/roles.ts';

export interface AccountValues {
  readonly name: string;
  readonly role: Role;
  readonly siteIds: readonly string[];
  readonly trueconfId: string;
  readonly login: string;
  readonly password: string;
}
export type AccountField = keyof AccountValues;
export type AccountProblem =
  'problem-required' | 'problem-login' | 'problem-password' | 'problem-trueconf-id' | 'problem-sites';
export type AccountProblems = Readonly<Partial<Record<AccountField, AccountProblem>>>;

/** The service's own bound (`main/service/access/passwords.ts`), which looks for much more than the length. */
export const minPasswordLength = 12;

/** `site`: the only one there is. */
export const blankAccount = (site: string | undefined): AccountValues => ({
  name: '',
  role: 'doctor',
  siteIds: site === undefined ? [] : [site],
  trueconfId: '',
  login: '',
  password: '',
});

export const valuesOfAccount = (account: AccountView): AccountValues => ({
  name: account.name,
  role: account.role,
  siteIds: account.siteIds,
  trueconfId: account.trueconfId ?? '',
  login: account.login ?? '',
  password: '',
});

const loginPattern = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,63}$/u;
const trueconfIdPattern = /^[^\s/\\?#%]{1,64}$/;

/** What is missing is told as missing; which characters are wrong, of what is there. */
function textProblem(text: string, pattern: RegExp, wrong: AccountProblem): AccountProblem | undefined {
  if (text.trim() === '') return 'problem-required';
  return pattern.test(text.trim()) ? undefined : wrong;
}

export const passwordProblem = (password: string): AccountProblem | undefined =>
  [...password].length < minPasswordLength ? 'problem-password' : undefined;

/** `isNew`: has a login and a first password. */
export function accountProblems(values: AccountValues, isNew: boolean): AccountProblems {
  const { name, role, siteIds, trueconfId, login, password } = values;
  const found: Record<AccountField, AccountProblem | undefined> = {
    name: name.trim() === '' ? 'problem-required' : undefined,
    role: undefined,
    siteIds: role === 'reception' && siteIds.length === 0 ? 'problem-sites' : undefined,
    trueconfId:
      role === 'doctor' ? textProblem(trueconfId, trueconfIdPattern, 'problem-trueconf-id') : undefined,
    login: isNew ? textProblem(login.normalize('NFKC'), loginPattern, 'problem-login') : undefined,
    password: isNew ? passwordProblem(password) : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** What is stored of the fields: a role keeps nothing that it has no use for. */
export function accountOf({ name, role, siteIds, trueconfId }: AccountValues) {
  return {
    name: name.trim(),
    role,
    siteIds: role === 'administrator' ? [] : [...siteIds],
    trueconfId: role === 'doctor' ? trueconfId.trim() : null,
  };
}

export const newAccountOf = (values: AccountValues): RequestInput<'people:create'> => ({
  ...accountOf(values),
  login: values.login.trim(),
  password: values.password,
});

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').trim();

/** Whose name or login holds what is typed; those who may sign in first, by name. */
export function findAccounts(accounts: readonly AccountView[], typed: string): readonly AccountView[] {
  const wanted = plain(typed);
  return accounts
    .filter(({ name, login }) => plain(`${name} ${login ?? ''}`).includes(wanted))
    .sort((a, b) => Number(a.disabled) - Number(b.disabled) || a.name.localeCompare(b.name));
}
