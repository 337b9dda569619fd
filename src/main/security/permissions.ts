/** What a page may use: a fixed table per kind of page; what is not in it is denied. */
import { isAt, type Place } from './ownPage.ts';

const ownPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);
const guestPermissions: ReadonlySet<string> = new Set([
  'fullscreen',
  // Which screen is shown, and whether any is, the doctor is asked then (displayMedia.ts).
  'display-capture',
  'speaker-selection',
  'screen-wake-lock',
]);
const mediaKinds: ReadonlySet<string> = new Set(['audio', 'video']);

/** Whose session asks. `null` place: nobody is expected there now. */
export type Asked = { readonly page: 'own' | 'guest'; readonly place: Place | null };

export interface PermissionQuestion {
  readonly permission: string;
  /** Origin or address of the frame that asks. */
  readonly origin: string;
  /** Whether the WebContents is the one expected in that session; `false` where Electron names none. */
  readonly knownContents: boolean;
  readonly isMainFrame: boolean;
  /** For `media`: what is asked for, each judged; empty (screen capture in older Electron) is denied. */
  readonly mediaTypes: readonly string[];
}

/** Camera and microphone are the conference's only. */
function mayUseMedia(asked: Asked, mediaTypes: readonly string[]): boolean {
  return asked.page === 'guest' && mediaTypes.length > 0 && mediaTypes.every((type) => mediaKinds.has(type));
}

/** Answers for request and check alike. Sub-frames get nothing. */
export function isPermitted(asked: Asked, question: PermissionQuestion): boolean {
  if (!question.knownContents || !question.isMainFrame) return false;
  if (asked.place === null || !isAt(question.origin, asked.place)) return false;
  if (question.permission === 'media') return mayUseMedia(asked, question.mediaTypes);
  const table = asked.page === 'own' ? ownPermissions : guestPermissions;
  return table.has(question.permission);
}
