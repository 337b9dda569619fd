import { useSyncExternalStore } from 'react';
import { usePreferences } from '../../state/preferences.ts';
import { useMinute } from '../../ui/clock.ts';
import { deskSound } from './alertParts.ts';
import type { SoundState } from './chime.ts';
import { isSilent } from './silentHours.ts';

export function useSoundState(): SoundState {
  return useSyncExternalStore(deskSound().onState, deskSound().state);
}

/** What the bell in the header says. `on`: a chime would be heard. */
export function useBell(): 'on' | 'muted' | 'silent' | 'blocked' {
  const { sound, silentHours } = usePreferences();
  const state = useSoundState();
  const minute = useMinute();
  if (!sound || state === 'none') return 'muted';
  if (isSilent(silentHours, new Date(minute))) return 'silent';
  return state === 'ready' ? 'on' : 'blocked';
}
