import { useCallback, useState } from 'react';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import type { LockSource } from '../../../shared/settings.ts';
import { fieldNames } from './fieldTable.ts';
import { isSecretField, lockOf, valuesOf, type FieldName, type FormValues } from './form.ts';
import { findProblems, type Problems } from './problems.ts';
import { normalised } from './toSections.ts';

export interface Form {
  readonly view: SettingsView;
  readonly values: FormValues;
  /** What each field is while nobody has set it. */
  readonly defaults: FormValues;
  readonly problems: Problems;
  /** Fields that differ from what is stored. */
  readonly changed: readonly FieldName[];
  readonly isLocked: (field: FieldName) => boolean;
  /** From where a field is locked; `null`: it is not. */
  readonly lockOf: (field: FieldName) => LockSource | null;
  readonly set: <F extends FieldName>(field: F, value: FormValues[F]) => void;
  /** Shows a field as it will be stored, once it is left. */
  readonly leave: (field: FieldName) => void;
  /** Whether these fields can be saved; marks those that cannot. */
  readonly check: (fields: readonly FieldName[]) => boolean;
  /** Forgets what was typed into these fields: it is stored now, or not wanted. `as`: only where still nothing else is typed. */
  readonly settle: (fields: readonly FieldName[], as?: FormValues) => void;
}

/** What is typed lies over what is stored: nothing is lost by a refused save or by a change from elsewhere. */
export function useForm(view: SettingsView): Form {
  const [typed, setTyped] = useState<Partial<FormValues>>({});
  const [problems, setProblems] = useState<Problems>({});
  const stored = valuesOf(view.values);
  const values: FormValues = { ...stored, ...typed };
  const set = useCallback(<F extends FieldName>(field: F, value: FormValues[F]) => {
    setTyped((current) => ({ ...current, [field]: value }));
    setProblems((current) => without(current, [field]));
  }, []);
  const settle = useCallback((fields: readonly FieldName[], as?: FormValues) => {
    const isDone = (current: Partial<FormValues>) => (field: FieldName) =>
      as === undefined || isSame(normalised(field, { ...as, ...current }), normalised(field, as));
    setTyped((current) => without(current, fields.filter(isDone(current))));
    setProblems((current) => without(current, fields));
  }, []);
  const find = (fields: readonly FieldName[]) => findProblems(values, fields, view.secret.stored !== 'no');
  const check = (fields: readonly FieldName[]) => {
    // What IT gives is not mended here.
    const found = find(fields.filter((field) => lockOf(field, view.locked) === null));
    setProblems((current) => ({ ...without(current, fields), ...found }));
    return Object.keys(found).length === 0;
  };
  const leave = (field: FieldName) => {
    if (!(field in typed) || find([field])[field] !== undefined) return;
    setTyped((current) => ({ ...current, [field]: normalised(field, values) }));
  };
  return {
    view,
    values,
    defaults: valuesOf(view.defaults),
    problems,
    changed: differing(stored, values),
    isLocked: (field) => lockOf(field, view.locked) !== null,
    lockOf: (field) => lockOf(field, view.locked),
    set,
    leave,
    check,
    settle,
  };
}

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const differing = (one: FormValues, other: FormValues): readonly FieldName[] =>
  fieldNames.filter((name) => !isSame(one[name], other[name]));

/** The fields that differ between two states of what is stored. */
export const changedFields = (before: SettingsView, after: SettingsView): readonly FieldName[] =>
  differing(valuesOf(before.values), valuesOf(after.values)).filter((field) => !isSecretField(field));

function without<T extends object>(values: T, fields: readonly FieldName[]): Partial<T> {
  const names: ReadonlySet<string> = new Set(fields);
  const kept: Partial<T> = { ...values };
  for (const key in kept) if (names.has(key)) delete kept[key];
  return kept;
}
