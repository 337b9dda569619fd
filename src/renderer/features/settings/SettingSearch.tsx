/** The field above the list of sections: finds a setting and leads to it. */
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAtService, useDesk } from '../../state/DeskContext.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { actions, keyCap } from '../keys/keys.ts';
import { useKey } from '../keys/useKey.ts';
import { fieldNames, fieldTable } from './fieldTable.ts';
import { placesOf, sectionsOf } from './place.ts';
import { placeNames, placeTable } from './placeTable.ts';
import { findSettings, type Findable } from './settingSearch.ts';

export function SettingSearch({ onFound }: { readonly onFound: (found: Findable) => void }) {
  const { t } = useTranslation(['settingFields', 'settings', 'keys']);
  const all = useFindable();
  const field = useRef<HTMLInputElement>(null);
  useKey('find', true, () => {
    field.current?.focus();
    field.current?.click();
  });
  const shown = (one: Findable) => ({
    id: one.target,
    name: one.label,
    note: t(`section-${one.section}`, { ns: 'settings' }),
  });
  return (
    <div
      className="settings-find"
      role="search"
      title={t('with-key', { ns: 'keys', text: t('find'), key: keyCap('find') })}
    >
      <Combobox
        label={t('find')}
        placeholder={t('find')}
        emptyText={t('find-nothing')}
        startText={t('find-hint')}
        shortcut={actions.find.key}
        options={[]}
        find={(typed) => findSettings(all, typed).map(shown)}
        chosenId={null}
        onChoose={(id) => {
          const chosen = all.find(({ target }) => target === id);
          if (chosen) onFound(chosen);
        }}
        inputRef={field}
      />
    </div>
  );
}

const languages = ['en', 'ru'] as const;
/** Of helps that name gaps of a text. */
const gaps = { gap: '', gaps: '' };

/** What can be found at this desk. */
function useFindable(): readonly Findable[] {
  const { t, i18n } = useTranslation('settingFields');
  const atService = useAtService();
  const isDesktop = useDesk((state) => state.info?.shell === 'desktop');
  return useMemo(() => {
    const inEach = languages.map((language) => ({
      texts: i18n.getFixedT(language, 'settingFields'),
      sections: i18n.getFixedT(language, 'settings'),
    }));
    const findable = (target: Findable['target'], section: Findable['section'], words: string): Findable => ({
      target,
      section,
      label: t(target),
      labels: inEach.map(({ texts }) => texts(target)),
      more: [
        words,
        ...inEach.flatMap(({ texts, sections }) => [
          texts(`${target}-help`, gaps),
          sections(`section-${section}`),
        ]),
      ],
    });
    const shown = sectionsOf(atService);
    const places = placeNames.filter(
      (name) => shown.includes(placeTable[name].in) && (name !== 'service' || isDesktop),
    );
    return [
      ...fieldNames.flatMap((field) => {
        const [section] = placesOf(field, atService);
        return section === undefined ? [] : [findable(field, section, fieldTable[field].words)];
      }),
      ...places.map((name) => findable(name, placeTable[name].in, placeTable[name].words)),
    ];
    // The other language's texts may come after the screen: the language that is shown is there.
  }, [t, i18n, atService, isDesktop]);
}
