/** The first start: three steps, or a look around without a server. Nothing is stored before the last one. */
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useErrorText } from '../../ui/useErrorText.ts';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import type { FieldName } from '../settings/form.ts';
import { focusWrong } from '../settings/found.ts';
import { fieldsOf } from '../settings/place.ts';
import { InterfaceRow } from '../settings/sections/JoinSection.tsx';
import { DoctorFields } from '../settings/sections/plain.tsx';
import { ServerFields } from '../settings/sections/ServerFields.tsx';
import { TestStages } from '../settings/TestStages.tsx';
import { useConnectionTest } from '../settings/useConnectionTest.ts';
import { useForm, type Form } from '../settings/useForm.ts';
import { useSave } from '../settings/useSave.tsx';
import { useStepFocus } from './useStepFocus.ts';
import { Demo, Ways } from './Ways.tsx';

/** What stands in the first step: the whole section of the server. */
const serverFields = fieldsOf('server', false);
const allFields: readonly FieldName[] = [...serverFields, 'doctorName', 'entry', 'interface'];

interface SetupProps {
  readonly view: SettingsView;
  /** Out of sight behind the settings; what was typed stays. */
  readonly hidden: boolean;
  /** A rehearsal is being played: to where it is shown. */
  readonly onRehearsal: () => void;
}

export function Setup({ view, hidden, onRehearsal }: SetupProps) {
  const { t } = useTranslation('settings');
  const form = useForm(view);
  const [step, setStep] = useState<1 | 2 | 3>(1);
  const place = useStepFocus(step);
  // A browser beside its core has no other way to work.
  const isDesktop = useDesk((state) => state.info?.shell === 'desktop');
  const [isAlone, setAlone] = useState(false);
  // The settings have the same fields: two of each on one page would be one too many.
  if (hidden) return null;
  if (isDesktop && !isAlone) return <Ways onAlone={() => setAlone(true)} />;
  return (
    <main className="setup" ref={place}>
      <div className="setup-head">
        <h2>{t('setup-title')}</h2>
        <p>{t('setup-text')}</p>
      </div>
      <ol className="setup-steps">
        {([1, 2, 3] as const).map((number) => (
          <li
            key={number}
            aria-current={number === step ? 'step' : undefined}
            className={number < step ? 'past' : ''}
          >
            <span className="setup-number">{number}</span>
            {t(`setup-${number}`)}
          </li>
        ))}
      </ol>
      <p className="setup-intro">{t(`setup-${step}-text`)}</p>
      {step === 1 && <ServerStep form={form} onNext={() => setStep(2)} />}
      {step === 2 && <TestStep form={form} onBack={() => setStep(1)} onNext={() => setStep(3)} />}
      {step === 3 && <LastStep form={form} onBack={() => setStep(2)} onRehearsal={onRehearsal} />}
      {step === 1 && <Demo />}
    </main>
  );
}

interface StepProps {
  readonly form: Form;
  readonly onNext: () => void;
}

function ServerStep({ form, onNext }: StepProps) {
  const { t } = useTranslation('settings');
  return (
    <form
      className="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // Its problems are on the page before the first of them is looked for.
        const isRight = flushSync(() => form.check(serverFields));
        if (isRight) onNext();
        else focusWrong(event.currentTarget);
      }}
    >
      <ServerFields form={form} />
      <div className="foot">
        <button type="submit" className="button main">
          {t('setup-next')}
        </button>
      </div>
    </form>
  );
}

/** What the test comes to moves no button under the pointer: the way on stands at the other end. */
function TestStep({ form, onNext, onBack }: StepProps & { readonly onBack: () => void }) {
  const { t } = useTranslation('settings');
  const test = useConnectionTest(form);
  const passed = test.result?.stages.every((stage) => stage.outcome !== 'failed') ?? false;
  return (
    <>
      {test.result && <TestStages result={test.result} />}
      <div className="foot bare">
        <button type="button" className="button" onClick={onBack}>
          {t('setup-back')}
        </button>
        <button
          type="button"
          className={passed ? 'button' : 'button main'}
          aria-disabled={test.busy}
          onClick={() => void test.run()}
        >
          {t(test.busy ? 'testing' : 'test-connection')}
        </button>
        <span className="grow" />
        <button type="button" className={passed ? 'button main' : 'button ghost'} onClick={onNext}>
          {t(passed ? 'setup-next' : 'setup-skip-test')}
        </button>
      </div>
    </>
  );
}

interface LastStepProps {
  readonly form: Form;
  readonly onBack: () => void;
  readonly onRehearsal: () => void;
}

/** The board follows by itself: when all is stored, nothing is missing. */
function LastStep({ form, onBack, onRehearsal }: LastStepProps) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const save = useSave(form);
  const rehearsal = useAsk('rehearsal:start', t('setup-finish'));
  const finishAndRehearse = async () => {
    if (!(await save.run(allFields))) return;
    onRehearsal();
    await rehearsal.run({});
  };
  return (
    <form
      className="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.run(allFields);
      }}
    >
      <DoctorFields form={form} />
      <InterfaceRow form={form} />
      <div className="foot">
        <button type="button" className="button" onClick={onBack}>
          {t('setup-back')}
        </button>
        <span className="grow" />
        <button
          type="button"
          className="button"
          aria-disabled={save.busy}
          onClick={() => void finishAndRehearse()}
        >
          {t('setup-finish-rehearsal')}
        </button>
        <button type="submit" className="button main" aria-disabled={save.busy}>
          {t(save.busy ? 'saving' : 'setup-finish')}
        </button>
        <p className="setup-error field-error" role="alert">
          {save.error && (
            <>
              {errorText(save.error)} <ErrorCode error={save.error} />
            </>
          )}
        </p>
      </div>
      {save.dialog}
    </form>
  );
}
