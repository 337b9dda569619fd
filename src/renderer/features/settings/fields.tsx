/** The rows of a settings form: label, field, and what stands below it. Label and help are those of the field in the dictionaries. */
import { useId, useState, type ChangeEvent, type ClipboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isSecretField, type FieldName, type FormValues } from './form.ts';
import { Below, DefaultLine, LockLine, useFieldTexts } from './FieldParts.tsx';
import { useRowMarks, type Target } from './found.ts';
import { joinedSecret } from './serverFields.ts';
import type { Form } from './useForm.ts';

/** Fields of exactly these values. */
type FieldOf<Value> = {
  [F in FieldName]: [Value, FormValues[F]] extends [FormValues[F], Value] ? F : never;
}[FieldName];
export type TextField = FieldOf<string>;

interface TextRowProps {
  readonly form: Form;
  readonly field: TextField;
  /** In place of the field's own help. */
  readonly hint?: string;
  readonly type?: 'text' | 'password' | 'tel';
  readonly inputMode?: 'numeric' | 'url' | 'tel';
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly short?: boolean;
  /** More than one: a field of that many lines. */
  readonly lines?: number;
  /** The default in words, where it is too long to be shown. */
  readonly defaultText?: string;
  readonly children?: ReactNode;
}

export function TextRow({ form, field, hint, type = 'text', defaultText, children, ...rest }: TextRowProps) {
  const id = useId();
  const { label, help } = useFieldTexts(field);
  const { inputMode, placeholder, maxLength, short = false, lines = 1 } = rest;
  const { note, onPaste } = useJoinedPaste(form, field);
  const common = {
    id,
    value: form.values[field],
    readOnly: form.isLocked(field),
    ...(inputMode && { inputMode }),
    ...(placeholder && { placeholder }),
    ...(maxLength && { maxLength }),
    autoComplete: type === 'password' ? 'new-password' : 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    'aria-invalid': form.problems[field] !== undefined,
    'aria-describedby': `${id}-below`,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      form.set(field, event.target.value),
    onBlur: () => form.leave(field),
    onPaste,
  };
  return (
    <div {...useRowMarks(field)}>
      <label htmlFor={id}>{label}</label>
      <div>
        {lines > 1 ? (
          <textarea {...common} className="input area" rows={lines} />
        ) : (
          <input {...common} className={short ? 'input short' : 'input'} type={type} />
        )}
        <Below id={`${id}-below`} form={form} field={field} hint={hint ?? help} />
        <p className="hint" role="status" hidden={note === ''}>
          {note}
        </p>
        <DefaultLine form={form} field={field} {...(defaultText !== undefined && { text: defaultText })} />
        {children}
      </div>
    </div>
  );
}

/** A secret that was copied in several lines is put together, and that is said. */
function useJoinedPaste(form: Form, field: TextField) {
  const { t } = useTranslation('settingFields');
  const [isJoined, setJoined] = useState(false);
  const onPaste = (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    setJoined(false);
    const pasted = event.clipboardData.getData('text');
    const joined = joinedSecret(pasted);
    // A password may have spaces; a Client Secret has none.
    if (field !== 'secret' || joined === pasted || form.isLocked(field)) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const from = selectionStart ?? value.length;
    form.set(field, value.slice(0, from) + joined + value.slice(selectionEnd ?? from));
    setJoined(true);
  };
  const stands = isJoined && isSecretField(field) && form.values[field] !== '';
  return { onPaste, note: stands ? t('joined-lines') : '' };
}

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

type ChoiceField = {
  [F in FieldName]: FormValues[F] extends string | null ? (string extends FormValues[F] ? never : F) : never;
}[FieldName];

interface ChoiceRowProps<F extends ChoiceField | 'interface'> {
  readonly form: Form;
  readonly field: F;
  readonly choices: readonly Choice<FormValues[F]>[];
  readonly below?: ReactNode;
}

export function ChoiceRow<F extends ChoiceField | 'interface'>(props: ChoiceRowProps<F>) {
  const { form, field, choices, below } = props;
  const id = useId();
  const { label, help } = useFieldTexts(field);
  const locked = form.isLocked(field);
  const byDefault = choices.find(({ value }) => value === form.defaults[field]);
  return (
    <div
      {...useRowMarks(field)}
      role="radiogroup"
      aria-labelledby={id}
      aria-describedby={`${id}-help`}
      aria-readonly={locked}
    >
      <span id={id} className="legend">
        {label}
      </span>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={id}
              checked={choice.value === form.values[field]}
              aria-disabled={locked}
              onChange={() => {
                if (!locked) form.set(field, choice.value);
              }}
            />
            <span>
              {choice.label}
              {choice.hint && <span className="hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
        <div>
          <Below id={`${id}-help`} form={form} field={field} hint={help} />
          <DefaultLine form={form} field={field} {...(byDefault && { text: byDefault.label })} />
        </div>
        {below}
      </div>
    </div>
  );
}

type SwitchField = FieldOf<boolean>;

interface CheckChoiceProps {
  readonly form: Form;
  readonly field: SwitchField;
  /** Its group says the help, once for all of them. */
  readonly bare?: boolean;
}

/** A box to be ticked, alone in its row or among others of a group. */
export function CheckChoice({ form, field, bare = false }: CheckChoiceProps) {
  const { t } = useTranslation('settingFields');
  const { label, help } = useFieldTexts(field);
  const id = useId();
  const locked = form.isLocked(field);
  const { className, ...marks } = useRowMarks(field);
  return (
    <div {...marks} className={className.replace('field', 'check-choice')}>
      <label className="choice">
        <input
          type="checkbox"
          checked={form.values[field]}
          aria-disabled={locked}
          aria-describedby={bare ? undefined : `${id}-help`}
          onChange={(event) => {
            if (!locked) form.set(field, event.target.checked);
          }}
        />
        <span>
          {label}
          {!bare && (
            <span id={`${id}-help`} className="hint" aria-hidden="true">
              {help}
            </span>
          )}
        </span>
      </label>
      <LockLine form={form} field={field} />
      <DefaultLine form={form} field={field} text={t(form.defaults[field] ? 'default-on' : 'default-off')} />
    </div>
  );
}

interface FactRowProps {
  readonly label: string;
  /** By which the search finds it. */
  readonly target?: Target;
  readonly children: ReactNode;
}

/** A row without a field: a fact and what can be done about it. */
export function FactRow({ label, target, children }: FactRowProps) {
  const marks = useRowMarks(target ?? 'test');
  return (
    <div {...(target === undefined ? { className: 'field' } : marks)}>
      <span className="legend">{label}</span>
      <div className="fact">{children}</div>
    </div>
  );
}
