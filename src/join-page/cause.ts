/** Why a camera did not start: a pure choice by what the browser said, how soon, and what it knows of permissions. */
import type { CameraOutcome, Device } from '../shared/page.ts';

export interface CameraFailure {
  /** Of the error: `NotAllowedError`, … */
  readonly name: string;
  readonly message: string;
  /** Of camera and microphone, as far as the browser tells; empty where it does not. */
  readonly permissions: readonly PermissionState[];
  /** From asking to failing. */
  readonly elapsedMs: number;
  readonly device: Device;
}

/** A person does not answer a question sooner. */
const soonestAnswerMs = 250;

export function causeOf(failure: CameraFailure): CameraOutcome {
  const { name, message, device, permissions } = failure;
  const inApp = device.browser === 'in-app' || device.browser === 'telegram';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return refusal(failure);
    case 'NotFoundError':
    case 'OverconstrainedError':
      // Where permission is refused, no answer about devices is to be trusted.
      if (permissions.includes('denied')) return 'blocked';
      return device.browser === 'firefox' && device.system === 'mac' ? 'system' : 'none';
    case 'TypeError':
      return 'missing';
    default:
      // An app that did not ask for its own right to record.
      if (inApp && /audio source/.test(message)) return 'blocked';
      return /allocate videosource/.test(message) && device.system === 'windows' ? 'system' : 'busy';
  }
}

function refusal({ message, permissions, elapsedMs }: CameraFailure): CameraOutcome {
  if (/dismiss/i.test(message)) return 'closed';
  if (/by system/i.test(message)) return 'system';
  if (permissions.includes('denied')) return 'blocked';
  if (permissions.includes('prompt')) return 'refused';
  if (permissions.includes('granted')) return 'system';
  return elapsedMs < soonestAnswerMs ? 'blocked' : 'refused';
}
