import type { Messages } from './messages.ts';
import { board } from './ru/board.ts';
import { errors } from './ru/errors.ts';
import { launch } from './ru/launch.ts';
import { patient } from './ru/patient.ts';
import { people } from './ru/people.ts';
import { service } from './ru/service.ts';
import { settings } from './ru/settings.ts';

export const ru: Messages = { board, errors, launch, patient, people, service, settings };
