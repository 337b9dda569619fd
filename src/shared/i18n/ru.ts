import type { Messages } from './messages.ts';
import { board } from './ru/board.ts';
import { errors } from './ru/errors.ts';
import { launch } from './ru/launch.ts';
import { patient } from './ru/patient.ts';
import { settings } from './ru/settings.ts';

export const ru: Messages = { board, errors, launch, patient, settings };
