import { useCallback, useState } from 'react';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import { findProblems, lockOf, valuesOf, type FieldName, type FormValues, type Problems } from './form.ts';

export interface Form {
  readonly view: SettingsView;
  readonly values: FormValues;
  readonly problems: Problems;
  /** Fields that differ from what is stored. */
  readonly changed: readonly FieldName[];
  readonly isLocked: (field: FieldName) => boolean;
  readonly set: <F extends FieldName>(field: F, value: FormValues[F]) => void;
  /** Whether these fields can be saved; marks those that cannot. */
  readonly check: (fields: readonly FieldName[]) => boolean;
  /** Forgets what was typed into these fields: it is stored now, or not wanted. */
  readonly settle: (fields: readonly FieldName[]) => void;
}

/** What is typed lies over what is stored: nothing is lost by a refused save or by a change from elsewhere. */
export function useForm(view: SettingsView): Form {
  const [typed, setTyped] = useState<Partial<FormValues>>({});
  const [problems, setProblems] = useState<Problems>({});
  const stored = valuesOf(view);
  const values: FormValues = { ...stored, ...typed };
  const names = fieldNames(stored);
  const set = useCallback(<F extends FieldName>(field: F, value: FormValues[F]) => {
    setTyped((current) => ({ ...current, [field]: value }));
    setProblems((current) => without(current, [field]));
  }, []);
  const settle = useCallback((fields: readonly FieldName[]) => {
    setTyped((current) => without(current, fields));
    setProblems((current) => without(current, fields));
  }, []);
  const check = (fields: readonly FieldName[]) => {
    const found = findProblems(values, fields, view.secret.stored !== 'no');
    setProblems((current) => ({ ...without(current, fields), ...found }));
    return Object.keys(found).length === 0;
  };
  return {
    view,
    values,
    problems,
    changed: names.filter((name) => JSON.stringify(values[name]) !== JSON.stringify(stored[name])),
    isLocked: (field) => view.locked.some((key) => key === lockOf[field]),
    set,
    check,
    settle,
  };
}

const isFieldName = (values: FormValues, key: string): key is FieldName => key in values;

const fieldNames = (values: FormValues): readonly FieldName[] =>
  Object.keys(values).filter((key) => isFieldName(values, key));

/** The fields that differ between two states of what is stored. */
export function changedFields(before: SettingsView, after: SettingsView): readonly FieldName[] {
  const [former, latter] = [valuesOf(before), valuesOf(after)];
  return fieldNames(latter).filter((name) => JSON.stringify(former[name]) !== JSON.stringify(latter[name]));
}

function without<T extends object>(values: T, fields: readonly FieldName[]): Partial<T> {
  const names: ReadonlySet<string> = new Set(fields);
  const kept: Partial<T> = { ...values };
  for (const key in kept) if (names.has(key)) delete kept[key];
  return kept;
}
