/** What is filled in and switched. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../ui/Combobox.tsx';
import { findNamed } from '../ui/listSearch.ts';
import { Switch } from '../ui/Switch.tsx';
import { State } from './State.tsx';

export function SwitchStates() {
  const { t } = useTranslation(['board', 'settingFields']);
  const [on, setOn] = useState(true);
  const [off, setOff] = useState(false);
  return (
    <>
      <State name="on">
        <Switch label={t('waiting-room')} hint={t('waiting-room-hint')} checked={on} onChange={setOn} />
      </State>
      <State name="off, a long label">
        <Switch
          label={t('showDoctor', { ns: 'settingFields' })}
          hint={t('showDoctor-help', { ns: 'settingFields' })}
          checked={off}
          onChange={setOff}
        />
      </State>
    </>
  );
}

const people = [
  { id: 'petrova', name: 'Петрова Мария Александровна' },
  { id: 'orlov', name: 'Dr. Orlov' },
  { id: 'long', name: 'Konstantinopolskaya-Wolkenstein Elisabeth Maria Anna' },
];

const noted = people.map((person) => ({ ...person, note: 'Visit Desk' }));

export function ComboboxStates() {
  const { t } = useTranslation(['board', 'settingFields']);
  const [chosen, setChosen] = useState<string | null>('petrova');
  const [missing, setMissing] = useState<string | null>(null);
  const id = useId();
  const common = { label: t('doctor'), placeholder: t('doctor-choose'), emptyText: t('doctor-not-found') };
  return (
    <>
      <State name="chosen">
        <Combobox {...common} options={people} chosenId={chosen} onChoose={setChosen} />
      </State>
      <State name="nothing to choose from">
        <Combobox {...common} options={[]} chosenId={null} onChoose={() => undefined} />
      </State>
      <State name="a search in much">
        <Combobox
          label={t('find', { ns: 'settingFields' })}
          placeholder={t('find', { ns: 'settingFields' })}
          emptyText={t('find-nothing', { ns: 'settingFields' })}
          startText={t('find-hint', { ns: 'settingFields' })}
          options={[]}
          find={(typed) => findNamed(noted, typed).slice(0, typed === '' ? 0 : 12)}
          chosenId={null}
          onChoose={() => undefined}
        />
      </State>
      <State name="missing">
        <Combobox
          {...common}
          options={people}
          chosenId={missing}
          onChoose={setMissing}
          invalid={missing === null}
          describedBy={id}
        />
        <p id={id} className="field-error">
          {missing === null && t('doctor-missing')}
        </p>
      </State>
    </>
  );
}

export function FieldStates() {
  const { t } = useTranslation(['settings', 'setup', 'settingFields']);
  const id = useId();
  const [choice, setChoice] = useState('straight');
  return (
    <>
      <State name="text">
        <Text
          id={`${id}-text`}
          label={t('server-address', { ns: 'setup' })}
          value="https://video.clinic.example"
        />
        <p className="hint">{t('address-help', { ns: 'settingFields' })}</p>
      </State>
      <State name="empty">
        <Text
          id={`${id}-empty`}
          label={t('client-secret', { ns: 'setup' })}
          placeholder={t('secret-stored')}
        />
      </State>
      <State name="wrong">
        <Text id={`${id}-wrong`} label={t('trueconf-id', { ns: 'setup' })} value="petrova / x" invalid />
        <p id={`${id}-wrong-below`} className="field-error">
          {t('problem-trueconf-id')}
        </p>
      </State>
      <State name="locked">
        <Text id={`${id}-locked`} label={t('client-id', { ns: 'setup' })} value="8f3b0c51d2a94e7" readOnly />
        <p className="hint">{t('locked-policy-file', { ns: 'settingFields' })}</p>
      </State>
      <State name="one of several">
        <div className="choices" role="radiogroup" aria-label={t('admission', { ns: 'settingFields' })}>
          {(['straight', 'waiting'] as const).map((value) => (
            <label key={value} className="choice">
              <input type="radio" name={id} checked={choice === value} onChange={() => setChoice(value)} />
              <span>
                {t(`admission-${value}`)}
                <span className="hint">{t(`admission-${value}-hint`)}</span>
              </span>
            </label>
          ))}
        </div>
      </State>
      <State name="ticked">
        <label className="check">
          <input type="checkbox" defaultChecked />
          {t('showDoctor', { ns: 'settingFields' })}
        </label>
      </State>
    </>
  );
}

interface TextProps {
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly invalid?: boolean;
  readonly readOnly?: boolean;
}

function Text({ id, label, value = '', placeholder = '', invalid = false, readOnly = false }: TextProps) {
  return (
    <div className="dialog-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        defaultValue={value}
        placeholder={placeholder}
        readOnly={readOnly}
        aria-invalid={invalid}
        {...(invalid && { 'aria-describedby': `${id}-below` })}
      />
    </div>
  );
}
