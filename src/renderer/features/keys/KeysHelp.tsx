/** All keys in one overview: by `?`, and by a button of the header. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbilities } from '../../state/DeskContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { actionIds, actions, keyCap, keyScopes, type ActionId, type KeyScope } from './keys.ts';
import { setLetters, useLetters } from './letters.ts';
import { isOffered, useKeyHint } from './useKey.ts';

export function KeysHelp() {
  const { t } = useTranslation('keys');
  const [open, setOpen] = useState(false);
  const hint = useKeyHint('keys', t('title'));
  return (
    <>
      <button
        {...hint}
        type="button"
        className="button ghost icon-only"
        aria-label={t('title')}
        onClick={() => setOpen(true)}
      >
        <Icon name="keyboard" />
      </button>
      {open && <KeysDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('keys');
  const letters = useLetters();
  const shown = useShown();
  return (
    <Dialog
      title={t('title')}
      onClose={onClose}
      actions={
        <button type="button" className="button" onClick={onClose}>
          {t('close')}
        </button>
      }
    >
      <p className="hint">{t('intro')}</p>
      <div className="keys-letters">
        <Switch label={t('letters')} hint={t('letters-hint')} checked={letters} onChange={setLetters} />
      </div>
      <div className="keys">
        {shown.map(({ scope, ids }) => (
          <section key={scope} className={`keys-scope ${scope}-keys`} aria-labelledby={`keys-${scope}`}>
            <h3 id={`keys-${scope}`}>{t(`scope-${scope}`)}</h3>
            <dl>
              {ids.map((id) => (
                <div key={id} className="key-row">
                  <dt>{t(`action-${id}`)}</dt>
                  <dd>
                    <kbd>{keyCap(id)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** What this desk offers, as it was when the overview was opened. A card has what its visit needs, so all of that is told. */
function useShown(): readonly { readonly scope: KeyScope; readonly ids: readonly ActionId[] }[] {
  const { board, decides } = useAbilities();
  const [offered] = useState(() => new Set(actionIds.filter(isOffered)));
  const isShown = (id: ActionId): boolean => {
    const { scope, ...rest } = actions[id];
    if ('decides' in rest && !decides) return false;
    return scope === 'card' || scope === 'call' ? board : offered.has(id);
  };
  return keyScopes
    .map((scope) => ({ scope, ids: actionIds.filter((id) => actions[id].scope === scope && isShown(id)) }))
    .filter(({ ids }) => ids.length > 0);
}
