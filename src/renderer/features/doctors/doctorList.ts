/** The doctors of a PC as they stand in the fields of the settings screen. Pure. */

/** A row of the list: TrueConf ID and name, as typed. */
export interface DoctorRow {
  readonly id: string;
  readonly name: string;
}

export const mostDoctors = 50;

export type RowProblem = 'required' | 'trueconf-id' | 'twice';

/** What keeps each row from being saved, in their order. */
export function rowProblems(rows: readonly DoctorRow[]): readonly (RowProblem | undefined)[] {
  const ids = rows.map(({ id }) => id.trim());
  return ids.map((id, index) => {
    if (id === '') return 'required';
    if (!/^[^\s/\\?#%]*$/.test(id)) return 'trueconf-id';
    return ids.indexOf(id) < index ? 'twice' : undefined;
  });
}

/** The rows without one; the last one stays. */
export const withoutRow = (rows: readonly DoctorRow[], index: number): readonly DoctorRow[] =>
  rows.length > 1 ? rows.filter((_row, each) => each !== index) : rows;

export const withRow = (
  rows: readonly DoctorRow[],
  index: number,
  part: Partial<DoctorRow>,
): readonly DoctorRow[] => rows.map((row, each) => (each === index ? { ...row, ...part } : row));

/** As they are stored. */
export const storedRows = (rows: readonly DoctorRow[]): { id: string; name: string }[] =>
  rows.map(({ id, name }) => ({ id: id.trim(), name: name.trim() }));
