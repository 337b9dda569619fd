/** What stands below a field: the problem in one sentence, the help, who gave the value, and what it is by default. */
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { namedGaps } from '../../../shared/sending/template.ts';
import { Icon } from '../../ui/Icon.tsx';
import { fieldTable } from './fieldTable.ts';
import { isSecretField, type FieldName } from './form.ts';
import { focusRow } from './found.ts';
import type { Problem } from './problems.ts';
import { isSame, type Form } from './useForm.ts';

/** Label and help of a field, as the dictionaries have them. */
export function useFieldTexts(field: FieldName): { readonly label: string; readonly help: string } {
  const { t } = useTranslation('settingFields');
  return { label: t(field), help: t(`${field}-help`, { gap: '{{time}}', gaps: namedGaps }) };
}

interface BelowProps {
  readonly id: string;
  readonly form: Form;
  readonly field: FieldName;
  readonly hint: string;
}

export function Below({ id, form, field, hint }: BelowProps) {
  const problem = form.problems[field];
  const problemText = useProblemText();
  return (
    <div id={id} className="below">
      {problem !== undefined && <p className="field-error">{problemText(problem)}</p>}
      {problem === undefined && <p className="hint">{hint}</p>}
      <LockLine form={form} field={field} />
    </div>
  );
}

/** Who gives a value that cannot be changed here. */
export function LockLine({ form, field }: { readonly form: Form; readonly field: FieldName }) {
  const { t } = useTranslation('settingFields');
  const source = form.lockOf(field);
  if (source === null) return null;
  return (
    <p className="hint lock-line">
      <Icon name="lock" /> {t(`locked-${source}`)}
    </p>
  );
}

interface DefaultLineProps {
  readonly form: Form;
  readonly field: FieldName;
  /** The default in words; absent: as it stands in the field. */
  readonly text?: string;
}

/** What the field is while nobody has set it, and the way back to it. */
export function DefaultLine({ form, field, text }: DefaultLineProps) {
  const { t } = useTranslation('settingFields');
  const { label } = useFieldTexts(field);
  const value = form.defaults[field];
  if (fieldTable[field].lacksDefault || isSecretField(field)) return null;
  const shown = text ?? (typeof value === 'string' ? value : '');
  const differs = !isSame(form.values[field], value);
  const reset = (button: HTMLElement) => {
    const row = button.closest<HTMLElement>('[data-field]');
    flushSync(() => form.set(field, value));
    // The button is gone with the difference.
    if (row) focusRow(row);
  };
  return (
    <p className="hint default-line">
      <span>{shown === '' ? t('default-empty') : t('default-is', { value: shown })}</span>
      {differs && !form.isLocked(field) && (
        <button
          type="button"
          className="button small ghost"
          aria-label={t('default-reset-of', { label })}
          onClick={(event) => reset(event.currentTarget)}
        >
          {t('default-reset')}
        </button>
      )}
    </p>
  );
}

const examples = { port: 8_765, path: '/etc/visit-desk/clinic.pem' } as const;

/** Which sentences stand where; the older ones are of the area `settings`. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation('settings');
  const { t: ofField } = useTranslation('settingFields');
  return (problem) => {
    if (typeof problem !== 'string') return codedText(problem);
    switch (problem) {
      case 'no-link':
        return t('problem-no-link', { gap: '{{link}}' });
      case 'full-path':
        return ofField('problem-full-path', { example: examples.path });
      case 'port-low':
        return ofField('problem-port-low', { example: examples.port });
      case 'address-spaces':
      case 'address-port':
      case 'address-login':
      case 'ca-file':
      case 'pin-none':
      case 'proxy-empty':
      case 'proxy-address':
      case 'proxy-login':
      case 'pfx-and-files':
        return ofField(`problem-${problem}`);
      default:
        return t(`problem-${problem}`);
    }
  };
  function codedText(problem: Exclude<Problem, string>): string {
    switch (problem.code) {
      case 'whole-number':
        return t('problem-whole-number', { min: problem.min, max: problem.max });
      case 'unknown-gap':
        return t('problem-unknown-gap', { gap: `{{${problem.value}}}`, gaps: namedGaps });
      case 'network':
        return t('problem-network', { value: problem.value });
      case 'too-many':
        return t('problem-too-many', { max: problem.max });
      case 'pin-other-host':
        return ofField('problem-pin-other-host', { host: problem.value });
      case 'proxy-scheme':
        return ofField('problem-proxy-scheme', { scheme: problem.value });
    }
  }
}
