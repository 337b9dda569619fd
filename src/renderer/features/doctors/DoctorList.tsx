/** The doctors of this PC, on the settings screen: add, rename, remove, and whether TrueConf knows them. */
import { useId, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { ErrorText } from '../../ui/ErrorCode.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';
import { serverSection } from '../settings/toSections.ts';
import { LockLine } from '../settings/FieldParts.tsx';
import { useRowMarks } from '../settings/found.ts';
import type { Form } from '../settings/useForm.ts';
import { mostDoctors, rowProblems, withoutRow, withRow, type DoctorRow } from './doctorList.ts';
import { useDoctorCheck, type Finding } from './useDoctorCheck.ts';

export function DoctorList({ form }: { readonly form: Form }) {
  const { t } = useTranslation('doctors');
  const place = useRef<HTMLDivElement>(null);
  const check = useDoctorCheck();
  const { ownerId, doctorName, otherDoctors } = form.values;
  const rows: readonly DoctorRow[] = [{ id: ownerId, name: doctorName }, ...otherDoctors];
  // Shown from the first refused saving on.
  const isChecked = form.problems.ownerId !== undefined || form.problems.otherDoctors !== undefined;
  const problems = isChecked ? rowProblems(rows) : [];
  const setRows = ([first, ...others]: readonly DoctorRow[]): void => {
    form.set('ownerId', first?.id ?? '');
    form.set('doctorName', first?.name ?? '');
    form.set('otherDoctors', others);
  };
  const marks = useRowMarks('otherDoctors');
  const isListLocked = form.isLocked('otherDoctors');
  const focusRow = (index: number): void => {
    const fields = place.current?.querySelectorAll<HTMLInputElement>('.doctor-row .doctor-id');
    fields?.[Math.min(index, fields.length - 1)]?.focus();
  };
  const add = (): void => {
    if (rows.length >= mostDoctors) return;
    flushSync(() => setRows([...rows, { id: '', name: '' }]));
    focusRow(rows.length);
  };
  const remove = (index: number): void => {
    flushSync(() => setRows(withoutRow(rows, index)));
    focusRow(index);
  };
  const secret = form.values.secret.trim();
  const checkAll = () =>
    check.run(
      { server: serverSection(form.values), secret: secret === '' ? null : secret },
      rows.map(({ id }) => id.trim()).filter((id) => id !== ''),
    );
  return (
    <div {...marks} className={marks.className.replace('field', 'doctors')}>
      <span className="legend">{t('list')}</span>
      <p className="hint">{t(rows.length > 1 ? 'list-hint' : 'one-hint')}</p>
      <div ref={place} className="doctor-rows">
        {rows.map((row, index) => (
          <Row
            // A row has no name of its own: what it holds is typed into it.
            key={index}
            row={row}
            number={index + 1}
            problem={problems[index]}
            finding={check.findings.get(row.id.trim())}
            lock={isListLocked ? 'list' : index === 0 && form.isLocked('ownerId') ? 'id' : null}
            onChange={(part) => setRows(withRow(rows, index, part))}
            onRemove={rows.length > 1 ? () => remove(index) : null}
          />
        ))}
      </div>
      <LockLine form={form} field="otherDoctors" />
      <div className="row">
        {!isListLocked && (
          <button
            type="button"
            className="button small"
            aria-disabled={rows.length >= mostDoctors}
            onClick={add}
          >
            {t('add')}
          </button>
        )}
        <button
          type="button"
          className="button small"
          aria-disabled={check.busy}
          aria-busy={check.busy}
          onClick={() => void checkAll()}
        >
          {t(check.busy ? 'checking' : 'check')}
        </button>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: DoctorRow;
  readonly number: number;
  readonly problem: ReturnType<typeof rowProblems>[number];
  readonly finding: Finding | undefined;
  /** What IT gives of it: the ID, or the whole list; `null`: nothing. */
  readonly lock: 'id' | 'list' | null;
  readonly onChange: (part: Partial<DoctorRow>) => void;
  /** `null`: the only doctor, who stays. */
  readonly onRemove: (() => void) | null;
}

function Row({ row, number, problem, finding, lock, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('doctors');
  const id = useId();
  const name = row.name.trim() === '' ? row.id.trim() : row.name.trim();
  const field = { autoComplete: 'off', autoCapitalize: 'off', spellCheck: false } as const;
  return (
    <div className="doctor-row" role="group" aria-label={t('doctor-number', { number })}>
      <div className="doctor-field">
        <label htmlFor={`${id}-id`}>{t('trueconf-id')}</label>
        <input
          {...field}
          id={`${id}-id`}
          className="input doctor-id"
          maxLength={64}
          readOnly={lock !== null}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-below`}
          value={row.id}
          onChange={(event) => onChange({ id: event.target.value })}
        />
      </div>
      <div className="doctor-field">
        <label htmlFor={`${id}-name`}>{t('name')}</label>
        <input
          {...field}
          id={`${id}-name`}
          className="input"
          maxLength={100}
          readOnly={lock === 'list'}
          value={row.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </div>
      {onRemove && lock === null && (
        <button
          type="button"
          className="button icon-only ghost"
          aria-label={name === '' ? t('remove-nobody', { number }) : t('remove', { name })}
          title={name === '' ? t('remove-nobody', { number }) : t('remove', { name })}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      )}
      <div id={`${id}-below`} className="doctor-below" role="status">
        {problem && <p className="field-error">{t(`problem-${problem}`)}</p>}
        {!problem && finding && <FindingLine finding={finding} />}
        {lock === 'id' && (
          <p className="hint">
            <Icon name="lock" /> {t('remove-locked')}
          </p>
        )}
      </div>
    </div>
  );
}

function FindingLine({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation('doctors');
  const errorText = useErrorText();
  switch (finding.kind) {
    case 'found':
      return (
        <p className="doctor-found">
          <Icon name="check" />
          {finding.name === '' ? t('found') : t('found-named', { name: finding.name })}
        </p>
      );
    case 'failed':
      return (
        <p className="field-error">
          <ErrorText error={finding.error} />
        </p>
      );
    case 'unknown':
      return <p className="hint">{t('not-told', { why: finding.error ? errorText(finding.error) : '' })}</p>;
  }
}
