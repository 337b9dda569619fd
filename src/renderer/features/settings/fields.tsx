/** The rows of a settings form: label, field, hint, and the problem in one sentence. */
import { useId, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { namedGaps } from '../../../shared/sending/template.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { FieldName, FormValues, Problem } from './form.ts';
import type { Form } from './useForm.ts';

/** Fields whose value is text. */
type TextField = { [F in FieldName]: string extends FormValues[F] ? F : never }[FieldName] & keyof FormValues;

interface TextRowProps {
  readonly form: Form;
  readonly field: Exclude<TextField, 'interface'>;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'password' | 'tel';
  readonly inputMode?: 'numeric' | 'url' | 'tel';
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly disabled?: boolean;
  readonly short?: boolean;
  /** More than one: a field of that many lines. */
  readonly lines?: number;
}

export function TextRow({ form, field, label, hint, type = 'text', ...rest }: TextRowProps) {
  const id = useId();
  const { inputMode, placeholder, maxLength, disabled = false, short = false, lines = 1 } = rest;
  const locked = form.isLocked(field);
  const problem = form.problems[field];
  const common = {
    id,
    value: form.values[field],
    readOnly: locked,
    disabled,
    ...(inputMode && { inputMode }),
    ...(placeholder && { placeholder }),
    ...(maxLength && { maxLength }),
    autoComplete: type === 'password' ? 'new-password' : 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-below`,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      form.set(field, event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div>
        {lines > 1 ? (
          <textarea {...common} className="input area" rows={lines} />
        ) : (
          <input {...common} className={short ? 'input short' : 'input'} type={type} />
        )}
        <Below id={`${id}-below`} problem={problem} locked={locked} hint={hint} />
      </div>
    </div>
  );
}

interface BelowProps {
  readonly id: string;
  readonly problem: Problem | undefined;
  readonly locked: boolean;
  readonly hint: string | undefined;
}

function Below({ id, problem, locked, hint }: BelowProps) {
  const { t } = useTranslation('settings');
  return (
    <div id={id} className="below">
      {problem !== undefined && <p className="field-error">{problemText(t, problem)}</p>}
      {locked && (
        <p className="hint">
          <Icon name="lock" /> {t('locked')}
        </p>
      )}
      {!locked && hint && problem === undefined && <p className="hint">{hint}</p>}
    </div>
  );
}

type SettingsTexts = ReturnType<typeof useTranslation<'settings'>>['t'];

function problemText(t: SettingsTexts, problem: Problem): string {
  if (problem === 'no-link') return t('problem-no-link', { gap: '{{link}}' });
  if (typeof problem === 'string') return t(`problem-${problem}`);
  switch (problem.code) {
    case 'whole-number':
      return t('problem-whole-number', { min: problem.min, max: problem.max });
    case 'unknown-gap':
      return t('problem-unknown-gap', { gap: `{{${problem.value}}}`, gaps: namedGaps });
    case 'network':
      return t('problem-network', { value: problem.value });
    case 'too-many':
      return t('problem-too-many', { max: problem.max });
  }
}

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

interface ChoiceRowProps<T extends string | null> {
  readonly legend: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly locked?: boolean;
  readonly onChange: (value: T) => void;
  readonly below?: ReactNode;
}

export function ChoiceRow<T extends string | null>({
  legend,
  choices,
  value,
  locked = false,
  onChange,
  below,
}: ChoiceRowProps<T>) {
  const { t } = useTranslation('settings');
  const id = useId();
  return (
    <div className="field" role="radiogroup" aria-labelledby={id}>
      <span id={id} className="legend">
        {legend}
      </span>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={id}
              checked={choice.value === value}
              disabled={locked}
              onChange={() => onChange(choice.value)}
            />
            <span>
              {choice.label}
              {choice.hint && <span className="hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
        {locked && (
          <p className="hint">
            <Icon name="lock" /> {t('locked')}
          </p>
        )}
        {below}
      </div>
    </div>
  );
}

/** A row without a field: a fact and what can be done about it. */
export function FactRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="field">
      <span className="legend">{label}</span>
      <div className="fact">{children}</div>
    </div>
  );
}
