/** Somebody new, or somebody's name, role and sites. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, SiteView } from '../../../shared/ipc/people.ts';
import { roles } from '../../../shared/roles.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import {
  accountOf,
  accountProblems,
  blankAccount,
  newAccountOf,
  valuesOfAccount,
  type AccountProblems,
  type AccountValues,
} from './accountForm.ts';
import { PasswordField, TextField } from './fields.tsx';
import { SitesField } from './SitesField.tsx';
import { useSending } from './useSending.ts';

interface AccountDialogProps {
  /** `null`: somebody new. */
  readonly account: AccountView | null;
  readonly sites: readonly SiteView[];
  readonly onClose: () => void;
  readonly onDone: (word: string) => void;
}

export function AccountDialog({ account, sites, onClose, onDone }: AccountDialogProps) {
  const { t } = useTranslation('people');
  const [only, another] = sites;
  const [values, setValues] = useState<AccountValues>(() =>
    account ? valuesOfAccount(account) : blankAccount(another ? undefined : only?.id),
  );
  const [problems, setProblems] = useState<AccountProblems>({});
  const create = useSending('people:create');
  const change = useSending('people:change');
  const { busy, problem } = account ? change : create;
  const set = (part: Partial<AccountValues>) => {
    setValues((current) => ({ ...current, ...part }));
    setProblems((current) =>
      Object.fromEntries(Object.entries(current).filter(([field]) => !(field in part))),
    );
  };
  const save = async (): Promise<void> => {
    const found = accountProblems(values, account === null);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const done = account
      ? await change.send({ accountId: account.id, changes: accountOf(values) })
      : await create.send(newAccountOf(values));
    if (!done) return;
    onDone(t('changed'));
    onClose();
  };
  return (
    <FormDialog
      title={account ? t('change-title', { name: account.name }) : t('add-title')}
      submitText={t(busy ? 'saving' : 'save')}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <Fields values={values} problems={problems} set={set} sites={sites} isNew={account === null} />
    </FormDialog>
  );
}

interface FieldsProps {
  readonly values: AccountValues;
  readonly problems: AccountProblems;
  readonly set: (part: Partial<AccountValues>) => void;
  readonly sites: readonly SiteView[];
  readonly isNew: boolean;
}

function Fields({ values, problems, set, sites, isNew }: FieldsProps) {
  const { t } = useTranslation('people');
  return (
    <>
      <RoleField values={values} set={set} />
      <TextField
        label={t('name')}
        {...(values.role === 'doctor' && { hint: t('name-hint') })}
        problem={problems.name}
        value={values.name}
        onChange={(name) => set({ name })}
        maxLength={100}
      />
      {values.role === 'doctor' && (
        <TextField
          label={t('trueconf-id')}
          hint={t('trueconf-id-hint')}
          problem={problems.trueconfId}
          value={values.trueconfId}
          onChange={(trueconfId) => set({ trueconfId })}
          maxLength={64}
        />
      )}
      {values.role !== 'administrator' && (
        <SitesField
          values={values}
          sites={sites}
          problem={problems.siteIds}
          onChange={(siteIds) => set({ siteIds })}
        />
      )}
      {isNew && (
        <>
          <TextField
            label={t('login')}
            hint={t('login-hint')}
            problem={problems.login}
            value={values.login}
            onChange={(login) => set({ login })}
            maxLength={64}
          />
          <PasswordField
            label={t('password')}
            problem={problems.password}
            value={values.password}
            onChange={(password) => set({ password })}
          />
        </>
      )}
    </>
  );
}

function RoleField({ values, set }: Pick<FieldsProps, 'values' | 'set'>) {
  const { t } = useTranslation('people');
  return (
    <fieldset className="dialog-field bare">
      <legend>{t('role')}</legend>
      {roles.map((role) => (
        <label key={role} className="choice">
          <input type="radio" name="role" checked={values.role === role} onChange={() => set({ role })} />
          <span>
            {t(`role-${role}`)}
            <span className="hint">{t(`role-${role}-hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
