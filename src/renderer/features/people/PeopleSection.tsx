/** Who signs in at the clinic's service, and where they work. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import type { AccountView } from '../../../shared/ipc/people.ts';
import { useErrorText } from '../../ui/useErrorText.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { findAccounts } from './accountForm.ts';
import { DisableDialog, PasswordDialog } from './AccountQuestions.tsx';
import { AccountRow, type AccountAct } from './AccountRow.tsx';
import { SitesPanel } from './SitesPanel.tsx';
import { usePeople, type People } from './usePeople.ts';

export function PeopleSection() {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const people = usePeople();
  if (people.list) return <Loaded people={people} list={people.list} />;
  if (!people.error) return <p className="hint">{t('loading')}</p>;
  return (
    <div className="panel">
      <div className="panel-text" role="alert">
        <p>{t('not-loaded', { why: errorText(people.error) })}</p>
        <button type="button" className="button small" onClick={() => void people.reload()}>
          {t('try-again')}
        </button>
      </div>
    </div>
  );
}

interface LoadedProps {
  readonly people: People;
  readonly list: RequestOutput<'people:list'>;
}

function Loaded({ people, list }: LoadedProps) {
  const { t } = useTranslation('people');
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState('');
  const done = (word: string) => {
    setTold(word);
    void people.reload();
  };
  return (
    <>
      <section className="panel" aria-label={t('people')}>
        <div className="panel-head">
          <h3>{t('people-count', { count: list.accounts.length })}</h3>
          <p className="panel-told" role="status">
            {told}
          </p>
          <button type="button" className="button main" onClick={() => setAdding(true)}>
            {t('add')}
          </button>
        </div>
        {list.accounts.length < 2 && (
          <div className="panel-text">
            <b>{t('empty-title')}</b>
            <p>{t(list.sites.length === 0 ? 'empty-text' : 'empty-text-sites')}</p>
          </div>
        )}
        <Accounts list={list} onDone={done} />
      </section>
      <SitesPanel list={list} onChanged={people.reload} />
      {adding && (
        <AccountDialog account={null} sites={list.sites} onClose={() => setAdding(false)} onDone={done} />
      )}
    </>
  );
}

/** From so many on nobody looks through the list. */
const searchFrom = 8;

interface AccountsProps {
  readonly list: RequestOutput<'people:list'>;
  readonly onDone: (word: string) => void;
}

function Accounts({ list, onDone }: AccountsProps) {
  const { t } = useTranslation('people');
  const [typed, setTyped] = useState('');
  const [act, setAct] = useState<{ readonly kind: AccountAct; readonly account: AccountView } | null>(null);
  const found = findAccounts(list.accounts, typed);
  const close = () => setAct(null);
  return (
    <>
      {list.accounts.length >= searchFrom && (
        <div className="panel-search">
          <input
            type="search"
            className="input"
            aria-label={t('find')}
            placeholder={t('find')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      <ul className="accounts">
        {found.map((account) => (
          <AccountRow
            key={account.id}
            account={account}
            sites={list.sites}
            onAct={(kind) => setAct({ kind, account })}
            onDone={onDone}
          />
        ))}
      </ul>
      <p className={found.length === 0 ? 'panel-text' : 'panel-text silent'} role="status">
        {found.length === 0 && t('nobody-found')}
      </p>
      {act?.kind === 'change' && (
        <AccountDialog account={act.account} sites={list.sites} onClose={close} onDone={onDone} />
      )}
      {act?.kind === 'password' && <PasswordDialog account={act.account} onClose={close} onDone={onDone} />}
      {act?.kind === 'disable' && <DisableDialog account={act.account} onClose={close} onDone={onDone} />}
    </>
  );
}
