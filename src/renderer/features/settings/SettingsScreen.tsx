import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import { useAtService, useDesk } from '../../state/DeskContext.tsx';
import type { Section } from './form.ts';
import { fieldsOf, introOf, sectionsOf } from './place.ts';
import { SectionForm } from './SectionForm.tsx';
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
  useEffect(() => {
    onUnsaved(sections.filter((name) => unsavedKey.split(',').includes(name)));
    return () => onUnsaved([]);
  }, [unsavedKey, onUnsaved, sections]);
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t('title')}>
        {sections.map((name) => (
          <SectionLink
            key={name}
            section={name}
            current={name === section}
            unsaved={unsaved.includes(name)}
            onSection={onSection}
          />
        ))}
      </nav>
      <main className="settings-main">
        <div className="settings-head">
          <h2>{t(`section-${section}`)}</h2>
          <p>{t(introOf(section, atService))}</p>
        </div>
        <SectionForm key={section} form={form} section={section} onSection={onSection} />
      </main>
    </div>
  );
}

const unsavedSections = (form: Form, atService: boolean): readonly Section[] =>
  sectionsOf(atService).filter((name) =>
    fieldsOf(name, atService).some((field) => form.changed.includes(field)),
  );

interface SectionLinkProps {
  readonly section: Section;
  readonly current: boolean;
  readonly unsaved: boolean;
  readonly onSection: (section: Section) => void;
}

function SectionLink({ section, current, unsaved, onSection }: SectionLinkProps) {
  const { t } = useTranslation('settings');
  const alarming = useDesk(({ status }) => {
    if (!status || status.demo) return false;
    if (section === 'server') return status.missing.length > 0 || status.server !== null;
    return section === 'join' && status.join.state === 'failed';
  });
  return (
    <a
      href={`#${section}`}
      className="settings-link"
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        // The address stays as it is: in the web shell its fragment means something else.
        event.preventDefault();
        onSection(section);
      }}
    >
      {t(`section-${section}`)}
      {unsaved && <span className="dot unsaved" role="img" aria-label={t('unsaved')} />}
      {alarming && !unsaved && <span className="dot" role="img" aria-label={t('needs-attention')} />}
    </a>
  );
}
