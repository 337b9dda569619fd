import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, SiteView } from '../../../shared/ipc/people.ts';
import { Menu } from '../../ui/Menu.tsx';
import { useAsk } from '../../ui/useAsk.ts';

export type AccountAct = 'change' | 'password' | 'disable';

interface AccountRowProps {
  readonly account: AccountView;
  readonly sites: readonly SiteView[];
  readonly onAct: (act: AccountAct) => void;
  readonly onDone: (word: string) => void;
}

export function AccountRow({ account, sites, onAct, onDone }: AccountRowProps) {
  const { t } = useTranslation('people');
  const { t: boardText } = useTranslation('board');
  const enable = useAsk('people:change', boardText('error-action'));
  const nameId = useId();
  const isLocal = account.login !== null;
  const switchOn = async (): Promise<void> => {
    const done = await enable.run({ accountId: account.id, changes: { disabled: false } });
    if (done) onDone(t('changed'));
  };
  return (
    <li className={account.disabled ? 'account off' : 'account'}>
      <div className="account-facts">
        <b id={nameId} dir="auto">
          {account.name}
        </b>
        <AccountFacts account={account} sites={sites} />
        {!isLocal && <p className="hint">{t('provider-only')}</p>}
      </div>
      {isLocal && (
        <button
          type="button"
          className="button small"
          aria-describedby={nameId}
          onClick={() => onAct('change')}
        >
          {t('change')}
        </button>
      )}
      <Menu
        label={t('more')}
        describedBy={nameId}
        items={[
          ...(isLocal ? [{ key: 'password', label: t('set-password'), run: () => onAct('password') }] : []),
          account.disabled
            ? { key: 'enable', label: t('enable'), run: () => void switchOn() }
            : { key: 'disable', label: t('disable'), run: () => onAct('disable') },
        ]}
      />
    </li>
  );
}

/** "Doctor · petrova · City Clinic", and what is unusual. */
function AccountFacts({ account, sites }: Pick<AccountRowProps, 'account' | 'sites'>) {
  const { t } = useTranslation('people');
  const places = sites.filter(({ id }) => account.siteIds.includes(id)).map(({ name }) => name);
  const facts = [
    t(`role-${account.role}`),
    account.login ?? t('by-provider'),
    account.trueconfId !== null && account.trueconfId !== account.login
      ? `${t('trueconf-id')} ${account.trueconfId}`
      : '',
    places.join(', '),
  ];
  return (
    <p>
      {account.disabled && <span className="stage quiet">{t('disabled')}</span>}
      <span dir="auto">{facts.filter((fact) => fact !== '').join(' · ')}</span>
    </p>
  );
}
