import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import { useAtService } from '../../state/DeskContext.tsx';
import { fieldTable, type Section } from './fieldTable.ts';
import { focusRow, FoundProvider, rowOf, type Target } from './found.ts';
import { fieldsOf, introOf, sectionsOf } from './place.ts';
import { SectionForm } from './SectionForm.tsx';
import { SectionLinks } from './SectionLinks.tsx';
import { SettingSearch } from './SettingSearch.tsx';
import type { Findable } from './settingSearch.ts';
import { SettingsNotices } from './SettingsNotices.tsx';
import { useForm, type Form } from './useForm.ts';

interface SettingsScreenProps {
  readonly view: SettingsView;
  readonly section: Section;
  readonly onSection: (section: Section) => void;
  /** Told which sections hold something that is not stored. */
  readonly onUnsaved: (unsaved: readonly Section[]) => void;
}

export function SettingsScreen({ view, section, onSection, onUnsaved }: SettingsScreenProps) {
  const { t } = useTranslation('settings');
  const form = useForm(view);
  const atService = useAtService();
  const sections = sectionsOf(atService);
  const unsaved = unsavedSections(form, atService);
  const unsavedKey = unsaved.join();
  const { found, heading, lead, follow } = useFound(onSection);
  useEffect(() => {
    onUnsaved(sections.filter((name) => unsavedKey.split(',').includes(name)));
    return () => onUnsaved([]);
  }, [unsavedKey, onUnsaved, sections]);
  return (
    <div className="settings">
      <div className="settings-side">
        <SettingSearch onFound={lead} />
        <SectionLinks sections={sections} current={section} unsaved={unsaved} onSection={onSection} />
      </div>
      <main className="settings-main" onFocus={follow}>
        <SettingsNotices view={view} />
        <div className="settings-head">
          <h2 ref={heading} tabIndex={-1}>
            {t(`section-${section}`)}
          </h2>
          <p>{t(introOf(section, atService))}</p>
        </div>
        <FoundProvider value={found}>
          <SectionForm key={section} form={form} section={section} onSection={onSection} />
        </FoundProvider>
      </main>
    </div>
  );
}

/** Where the search has led: the row is marked as long as the focus is in it. */
function useFound(onSection: (section: Section) => void) {
  const [found, setFound] = useState<Target | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const lead = ({ target, section }: Findable) => {
    flushSync(() => onSection(section));
    const shown = rowOf(target) ? target : shownBy(target);
    const row = shown && rowOf(shown);
    // Before the focus comes, so that the mark is not taken for an older one.
    flushSync(() => setFound(row ? shown : null));
    if (row) focusRow(row);
    else heading.current?.focus();
  };
  const follow = ({ target }: FocusEvent) => {
    const row = target.closest<HTMLElement>('[data-field]');
    if (found !== null && row?.dataset['field'] !== found) setFound(null);
  };
  return { found, heading, lead, follow };
}

/** The field that decides whether this one is on the screen. */
const shownBy = (target: Target): Target | undefined =>
  Object.entries(fieldTable).find(([name]) => name === target)?.[1].shownBy;

const unsavedSections = (form: Form, atService: boolean): readonly Section[] =>
  sectionsOf(atService).filter((name) =>
    fieldsOf(name, atService).some((field) => form.changed.includes(field)),
  );
