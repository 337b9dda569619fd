import { board } from './en/board.ts';
import { errors } from './en/errors.ts';
import { launch } from './en/launch.ts';
import { patient } from './en/patient.ts';
import { people } from './en/people.ts';
import { service } from './en/service.ts';
import { settings } from './en/settings.ts';

/** English texts. `{{gap}}` is filled in; plurals end in `_one`, `_few`, `_many`, `_other` (all four, in both languages). */
export const en = { board, errors, launch, patient, people, service, settings };
