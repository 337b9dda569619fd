/** The first start: three steps, or a look around without a server. Nothing is stored before the last one. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import { useDesk } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useErrorText } from '../../ui/useErrorText.ts';
import type { FieldName } from '../settings/form.ts';
import { InterfaceRow } from '../settings/sections/JoinSection.tsx';
import { DoctorFields } from '../settings/sections/plain.tsx';
import { ServerFields } from '../settings/sections/ServerFields.tsx';
import { TestStages } from '../settings/TestStages.tsx';
import { useConnectionTest } from '../settings/useConnectionTest.ts';
import { useForm, type Form } from '../settings/useForm.ts';
import { useSave } from '../settings/useSave.tsx';
import { ServiceAddress } from './ServiceAddress.tsx';
import { WayPanel } from './WayPanel.tsx';

const serverFields: readonly FieldName[] = ['address', 'clientId', 'secret', 'ownerId', 'pin'];
const allFields: readonly FieldName[] = [...serverFields, 'doctorName', 'entry', 'interface'];

interface SetupProps {
  readonly view: SettingsView;
  /** Out of sight behind the settings; what was typed stays. */
  readonly hidden: boolean;
}

export function Setup({ view, hidden }: SetupProps) {
  const { t } = useTranslation('settings');
  const form = useForm(view);
  const [step, setStep] = useState<1 | 2 | 3>(1);
  // A browser beside its core has no other way to work.
  const isDesktop = useDesk((state) => state.info?.shell === 'desktop');
  const [isAlone, setAlone] = useState(false);
  // The settings have the same fields: two of each on one page would be one too many.
  if (hidden) return null;
  if (isDesktop && !isAlone) return <Ways onAlone={() => setAlone(true)} />;
  return (
    <main className="setup">
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
      {step === 3 && <LastStep form={form} onBack={() => setStep(2)} />}
      {step === 1 && <Demo />}
    </main>
  );
}

/** The first question of the desktop: by itself, or with the clinic's service. */
function Ways({ onAlone }: { readonly onAlone: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <main className="setup">
      <div className="setup-head">
        <h2>{t('way-title')}</h2>
      </div>
      <WayPanel title={t('way-service')} text={t('way-service-text')}>
        <ServiceAddress />
      </WayPanel>
      <WayPanel title={t('way-alone')} text={t('way-alone-text')}>
        <div className="foot">
          <button type="button" className="button" onClick={onAlone}>
            {t('way-alone')}
          </button>
        </div>
      </WayPanel>
      <Demo />
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
        if (form.check(serverFields)) onNext();
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
        <span className="grow" />
        {!passed && (
          <button type="button" className="button ghost" onClick={onNext}>
            {t('setup-skip-test')}
          </button>
        )}
        <button
          type="button"
          className={passed ? 'button' : 'button main'}
          aria-disabled={test.busy}
          onClick={() => void test.run()}
        >
          {t(test.busy ? 'testing' : 'test-connection')}
        </button>
        {passed && (
          <button type="button" className="button main" onClick={onNext}>
            {t('setup-next')}
          </button>
        )}
      </div>
    </>
  );
}

/** The board follows by itself: when all is stored, nothing is missing. */
function LastStep({ form, onBack }: { readonly form: Form; readonly onBack: () => void }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const save = useSave(form);
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
        <p className="foot-word field-error" role="alert">
          {save.error && errorText(save.error)}
        </p>
        <button type="button" className="button" onClick={onBack}>
          {t('setup-back')}
        </button>
        <button type="submit" className="button main" aria-disabled={save.busy}>
          {t(save.busy ? 'saving' : 'setup-finish')}
        </button>
      </div>
      {save.dialog}
    </form>
  );
}

function Demo() {
  const { t } = useTranslation('settings');
  const { t: boardText } = useTranslation('board');
  const demo = useAsk('demo:start', boardText('error-action'));
  return (
    <div className="setup-demo">
      <p>{t('setup-demo-text')}</p>
      <button type="button" className="button" aria-disabled={demo.busy} onClick={() => void demo.run({})}>
        {t(demo.busy ? 'setup-demo-busy' : 'setup-demo')}
      </button>
    </div>
  );
}
