/** How a card says what "Try camera and sound" came to, and what to read aloud to a person. Pure. */
import type { HelpKey } from '../../../shared/help.ts';
import type { PageView, PersonView } from '../../../shared/ipc/contract.ts';
import type { CameraOutcome } from '../../../shared/page.ts';
import type { PersonState } from '../../../shared/person.ts';

type Camera = NonNullable<PageView['camera']>;
export type CameraWord = `camera-${CameraOutcome | 'mute' | 'sound-only'}`;

/** Words to be joined: what works in spite of all, then the cause. */
export function cameraWords({ outcome, sound }: Camera): readonly CameraWord[] {
  if (outcome === 'works' && !sound) return ['camera-mute'];
  if (outcome === 'works' || outcome === 'asking' || !sound) return [`camera-${outcome}`];
  return ['camera-sound-only', `camera-${outcome}`];
}

/** In the call TrueConf shows whether somebody is seen: what the check said earlier is old then. */
const checkIsOld: ReadonlySet<PersonState> = new Set<PersonState>(['in-call', 'lost', 'left']);

export const cameraOf = ({ page, state }: PersonView): Camera | null =>
  page && !checkIsOld.has(state) ? page.camera : null;

/** Sentences of ours that are read aloud to patients: in words as plain as those on their page. */
export const spokenSentences = ['stuck-sentence', 'lost-sentence'] as const;

export interface Advice {
  /** A sentence for everybody in this state. */
  readonly general: (typeof spokenSentences)[number] | null;
  /** The sentence for this browser. */
  readonly help: HelpKey | null;
}

/** What to read aloud; `undefined` when there is nothing to say. */
export function adviceFor(person: PersonView): Advice | undefined {
  const cause = cameraOf(person)?.help ?? null;
  if (cause) return { general: null, help: cause };
  if (person.state === 'stuck') return { general: 'stuck-sentence', help: person.page?.help ?? null };
  return person.state === 'lost' ? { general: 'lost-sentence', help: null } : undefined;
}
