/** Fields of the dialogs about people. */
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { minPasswordLength, type AccountProblem } from './accountForm.ts';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly problem: AccountProblem | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength?: number;
  readonly type?: 'text' | 'password';
  readonly after?: ReactNode;
}

export function TextField({ label, hint, problem, value, onChange, maxLength, type, after }: FieldProps) {
  const { t } = useTranslation('people');
  const id = useId();
  return (
    <div className="dialog-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type ?? 'text'}
        dir="auto"
        value={value}
        maxLength={maxLength}
        autoComplete={type === undefined ? 'off' : 'new-password'}
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-below`}
        onChange={(event) => onChange(event.target.value)}
      />
      {after}
      <p id={`${id}-below`} className={problem === undefined ? 'hint' : 'field-error'}>
        {problem === undefined ? hint : t(problem)}
      </p>
    </div>
  );
}

type PasswordFieldProps = Pick<FieldProps, 'label' | 'problem' | 'value' | 'onChange'>;

/** Somebody else's password is to be told, so it can be seen. */
export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation('people');
  const [seen, setSeen] = useState(false);
  return (
    <TextField
      {...props}
      type={seen ? 'text' : 'password'}
      hint={t('password-hint', { min: minPasswordLength })}
      maxLength={1_000}
      after={
        <label className="check">
          <input type="checkbox" checked={seen} onChange={(event) => setSeen(event.target.checked)} />
          {t('show-password')}
        </label>
      }
    />
  );
}
