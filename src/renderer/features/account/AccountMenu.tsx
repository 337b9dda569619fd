import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n.ts';
import type { You } from '../../state/abilities.ts';
import { useApi, useDesk, useStore } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';

/** Who is signed in at this desk, what for, and the way out. */
export function AccountMenu() {
  const you = useDesk((state) => state.info?.you ?? null);
  return you && <AccountOf you={you} />;
}

function AccountOf({ you }: { readonly you: NonNullable<You> }) {
  const { t, i18n } = useTranslation('board');
  const notify = useNotify();
  const api = useApi();
  const { isClinicApp = false } = useStore().bridge;
  const [language, other] = i18n.language === 'ru' ? (['ru', 'en'] as const) : (['en', 'ru'] as const);
  const leave = async (): Promise<void> => {
    const isDone = isClinicApp ? (await api.request('clinic:signOut', {})).ok : await signOut();
    if (!isDone) notify(t('not-signed-out'), undefined, t('not-signed-out-why'));
  };
  return (
    <Menu
      label={
        <>
          <Icon name="person" />
          <span className="account-name" dir="auto">
            {you.name}
          </span>
        </>
      }
      name={t('account-menu', { name: you.name })}
      heading={
        <p className="menu-heading">
          <b dir="auto">{you.name}</b>
          <span>{t(`role-${you.role}`)}</span>
        </p>
      }
      items={[
        {
          key: 'account',
          label: t('account-devices'),
          ...(isClinicApp
            ? { run: () => void api.request('clinic:open', { page: 'account', language }) }
            : { href: `/account?lang=${i18n.language}` }),
        },
        { key: 'language', label: t('language-other'), lang: other, run: () => void chooseLanguage(other) },
        { key: 'sign-out', label: t('sign-out'), run: () => void leave() },
      ]}
    />
  );
}

/**
 * By script and not by a form: the page's policy lets no form be sent, and the way on may lead to the identity provider.
 * Answers whether it is done; never rejects.
 */
async function signOut(): Promise<boolean> {
  try {
    const answer = await fetch('/sign-out', { method: 'POST', headers: { accept: 'application/json' } });
    const body: unknown = answer.ok ? await answer.json() : null;
    if (typeof body !== 'object' || body === null || !('next' in body) || typeof body.next !== 'string')
      return false;
    location.assign(body.next);
    return true;
  } catch {
    return false;
  }
}
