import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import type { Section } from './fieldTable.ts';

interface SectionLinksProps {
  readonly sections: readonly Section[];
  readonly current: Section;
  readonly unsaved: readonly Section[];
  readonly onSection: (section: Section) => void;
}

export function SectionLinks({ sections, current, unsaved, onSection }: SectionLinksProps) {
  const { t } = useTranslation('settings');
  return (
    <nav className="settings-nav" aria-label={t('title')}>
      {sections.map((name) => (
        <SectionLink
          key={name}
          section={name}
          current={name === current}
          unsaved={unsaved.includes(name)}
          onSection={onSection}
        />
      ))}
    </nav>
  );
}

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
