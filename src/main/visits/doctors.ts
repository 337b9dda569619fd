/** The doctors of a single PC: those of the settings. */
import type { Settings } from '../../shared/settings.ts';
import type { ClinicDoctor } from './types.ts';

export const doctorsOf = ({ doctors }: Settings): readonly ClinicDoctor[] =>
  doctors.list.filter(({ id }) => id !== '').map((doctor) => ({ ...doctor, siteIds: [] }));
