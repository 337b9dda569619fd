import type { Messages } from '../messages.ts';

export const patient: Messages['patient'] = {};
