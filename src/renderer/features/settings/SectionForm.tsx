import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/useErrorText.ts';
import { useAtService } from '../../state/DeskContext.tsx';
import { ServicePanel } from '../setup/ServicePanel.tsx';
import { PeopleSection } from '../people/PeopleSection.tsx';
import type { Section } from './form.ts';
import { fieldsOf } from './place.ts';
import { ClinicSection, DoctorsSection, LanguageSection, VisitsSection } from './sections/plain.tsx';
import { JoinSection } from './sections/JoinSection.tsx';
import { MessagesSection } from './sections/MessagesSection.tsx';
import { ErasePanel, KeepingRow } from './sections/KeepingSection.tsx';
import { SecretsSection } from './sections/SecretsSection.tsx';
import { ServerFields } from './sections/ServerFields.tsx';
import { TestStages } from './TestStages.tsx';
import { useConnectionTest } from './useConnectionTest.ts';
import type { Form } from './useForm.ts';
import { useSave, type Save } from './useSave.tsx';

interface SectionFormProps {
  readonly form: Form;
  readonly section: Section;
  readonly onSection: (section: Section) => void;
}

/** One section at a time, saved as a whole. */
export function SectionForm({ form, section, onSection }: SectionFormProps) {
  const save = useSave(form);
  const test = useConnectionTest(form);
  const { t } = useTranslation('settings');
  const atService = useAtService();
  if (section === 'people') return <PeopleSection />;
  return (
    <>
      <form
        className="panel"
        noValidate
        onChange={save.forgetOutcome}
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(fieldsOf(section, atService));
        }}
      >
        <SectionFields form={form} section={section} onSection={onSection} />
        <Foot save={save}>
          {section === 'server' && (
            <button
              type="button"
              className="button"
              aria-disabled={test.busy}
              onClick={() => void test.run()}
            >
              {t(test.busy ? 'testing' : 'test-connection')}
            </button>
          )}
        </Foot>
      </form>
      {section === 'server' && test.result && <TestStages result={test.result} />}
      {section === 'privacy' && <ErasePanel />}
      {section === 'privacy' && <SecretsSection view={form.view} />}
      {section === 'app' && <ServicePanel />}
      {save.dialog}
    </>
  );
}

function SectionFields({ form, section, onSection }: SectionFormProps) {
  switch (section) {
    case 'server':
      return <ServerFields form={form} />;
    case 'doctors':
      return <DoctorsSection form={form} onServer={() => onSection('server')} />;
    case 'join':
      return <JoinSection form={form} />;
    case 'visits':
      return <VisitsSection form={form} />;
    case 'clinic':
      return <ClinicSection form={form} />;
    case 'messages':
      return <MessagesSection form={form} />;
    case 'app':
      return <LanguageSection form={form} />;
    case 'privacy':
      return <KeepingRow form={form} />;
    case 'people':
      return null;
  }
}

function Foot({ save, children }: { readonly save: Save; readonly children: ReactNode }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  return (
    <div className="foot">
      <p
        className={save.error ? 'foot-word field-error' : 'foot-word'}
        role={save.error ? 'alert' : 'status'}
      >
        {save.error && errorText(save.error)}
        {save.saved && t('saved')}
      </p>
      {children}
      <button type="submit" className="button main" aria-disabled={save.busy}>
        {t(save.busy ? 'saving' : 'save')}
      </button>
    </div>
  );
}
