import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAtService } from '../../state/DeskContext.tsx';
import { ComputerPanel } from '../computer/ComputerPanel.tsx';
import { DiagnosticsSection } from '../diagnostics/DiagnosticsSection.tsx';
import { RehearsalPanel } from '../diagnostics/RehearsalPanel.tsx';
import { PeopleSection } from '../people/PeopleSection.tsx';
import { ReachPanel } from '../reach/ReachPanel.tsx';
import { ServicePanel } from '../setup/ServicePanel.tsx';
import type { Section } from './fieldTable.ts';
import { focusWrong, useRowMarks } from './found.ts';
import { fieldsOf } from './place.ts';
import { SaveFoot } from './SaveFoot.tsx';
import { JoinSection } from './sections/JoinSection.tsx';
import { ErasePanel, KeepingRow } from './sections/KeepingSection.tsx';
import { MessagesSection } from './sections/MessagesSection.tsx';
import {
  ClinicSection,
  DoctorsSection,
  LanguageSection,
  ScheduleRow,
  VisitsSection,
} from './sections/plain.tsx';
import { SecretsSection } from './sections/SecretsSection.tsx';
import { ServerFields } from './sections/ServerFields.tsx';
import { VeilPanel } from './sections/VeilPanel.tsx';
import { TestStages } from './TestStages.tsx';
import { useConnectionTest, type ConnectionTest } from './useConnectionTest.ts';
import type { Form } from './useForm.ts';
import { useSave } from './useSave.tsx';

interface SectionFormProps {
  readonly form: Form;
  readonly section: Section;
  readonly onSection: (section: Section) => void;
}

/** One section at a time, saved as a whole. */
export function SectionForm({ form, section, onSection }: SectionFormProps) {
  const save = useSave(form);
  const test = useConnectionTest(form);
  const atService = useAtService();
  if (section === 'people') return <PeopleSection />;
  return (
    <>
      {section === 'diagnostics' && <RehearsalPanel />}
      <form
        className="panel"
        noValidate
        onChange={save.forgetOutcome}
        onSubmit={(event) => {
          event.preventDefault();
          const shown = event.currentTarget;
          void save.run(fieldsOf(section, atService)).then((done) => {
            if (!done) focusWrong(shown);
          });
        }}
      >
        <SectionFields form={form} section={section} onSection={onSection} />
        <SaveFoot save={save}>{section === 'server' && <TestButton test={test} />}</SaveFoot>
      </form>
      <Beside form={form} section={section} test={test} />
      {save.dialog}
    </>
  );
}

function SectionFields({ form, section, onSection }: SectionFormProps): ReactNode {
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
    case 'diagnostics':
      return <ScheduleRow form={form} />;
    case 'people':
      return null;
  }
}

interface BesideProps {
  readonly form: Form;
  readonly section: Section;
  readonly test: ConnectionTest;
}

/** What belongs to a section and is not saved with it. */
function Beside({ form, section, test }: BesideProps): ReactNode {
  switch (section) {
    case 'server':
      return test.result && <TestStages result={test.result} />;
    case 'join':
      return <ReachPanel />;
    case 'privacy':
      return (
        <>
          <VeilPanel />
          <ErasePanel />
          <SecretsSection view={form.view} />
        </>
      );
    case 'app':
      return (
        <>
          <ComputerPanel />
          <ServicePanel />
        </>
      );
    case 'diagnostics':
      return <DiagnosticsSection />;
    default:
      return null;
  }
}

function TestButton({ test }: { readonly test: ConnectionTest }) {
  const { t } = useTranslation('settings');
  const { className: _row, ...marks } = useRowMarks('test');
  return (
    <span {...marks}>
      <button type="button" className="button" aria-disabled={test.busy} onClick={() => void test.run()}>
        {t(test.busy ? 'testing' : 'test-connection')}
      </button>
    </span>
  );
}
