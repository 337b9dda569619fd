/** Buttons, icons, menus and the words of stages. */
import { useTranslation } from 'react-i18next';
import { stageWords, type StageWord } from '../../shared/stage.ts';
import { Icon, iconNames } from '../ui/Icon.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { State } from './State.tsx';

const kinds = ['', 'main', 'danger', 'ghost', 'small', 'small main', 'small ghost'] as const;

export function ButtonStates() {
  const { t } = useTranslation('board');
  return (
    <>
      {kinds.map((kind) => (
        <State key={kind} name={kind === '' ? 'plain' : kind}>
          <div className="row wrap">
            <button type="button" className={`button ${kind}`}>
              {t('new-visit')}
            </button>
            <button type="button" className={`button ${kind}`} aria-disabled="true" aria-busy="true">
              {t('new-visit-busy')}
            </button>
            <button type="button" className={`button icon-only ${kind}`} aria-label={t('qr')} title={t('qr')}>
              <Icon name="qr" />
            </button>
          </div>
        </State>
      ))}
      <State name="main with its key">
        <button type="button" className="button main">
          {t('new-visit')}
          <kbd aria-hidden="true">N</kbd>
        </button>
      </State>
      <State name="link">
        <a className="button" href="#outside">
          {t('join-call')}
          <Icon name="outside" />
        </a>
      </State>
    </>
  );
}

export function IconStates() {
  return (
    <ul className="gallery-icons" lang="en">
      {iconNames.map((name) => (
        <li key={name}>
          <Icon name={name} />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}

const longName = 'Elena Konstantinopolskaya-Petrova';

export function MenuStates() {
  const { t } = useTranslation(['board', 'people']);
  const nothing = (): void => undefined;
  const items: readonly MenuItem[] = [
    { key: 'one', label: t('account-devices'), run: nothing },
    { key: 'two', label: t('language-other'), run: nothing },
    { key: 'link', label: t('sign-out'), href: '#sign-out' },
  ];
  return (
    <>
      <State name="words">
        <Menu label={t('more', { ns: 'people' })} items={items} />
      </State>
      <State name="with heading and icon">
        <Menu
          label={
            <>
              <Icon name="person" />
              <span className="account-name">{longName}</span>
            </>
          }
          name={t('account-menu', { name: longName })}
          heading={
            <p className="menu-heading">
              <b>{longName}</b>
              <span>{t('role-doctor')}</span>
            </p>
          }
          items={items}
        />
      </State>
      <State name="with a key">
        <Menu
          label={t('settings')}
          items={[
            {
              key: 'key',
              label: t('new-visit'),
              hint: { title: t('new-visit'), 'aria-keyshortcuts': 'N', 'data-action': 'gallery' },
              run: nothing,
            },
          ]}
        />
      </State>
    </>
  );
}

/** Each word in the tone in which it stands, and all in the quiet one. */
const tones = {
  quiet: stageWords,
  ask: ['waiting'],
  alarm: ['failed', 'call-me', 'stuck', 'lost'],
  live: ['in-call', 'in-call-unconfirmed'],
} as const satisfies Record<string, readonly StageWord[]>;

export function StageStates() {
  const { t } = useTranslation('board');
  return (
    <>
      {Object.entries(tones).map(([tone, words]) => (
        <State key={tone} name={tone}>
          <div className="row wrap">
            {words.map((word) => (
              <span key={word} className={`stage ${tone}`}>
                {t(`stage-${word}`)}
              </span>
            ))}
          </div>
        </State>
      ))}
    </>
  );
}
