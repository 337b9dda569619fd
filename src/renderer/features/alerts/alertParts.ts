/** What the alerts of this page act by: one sound, and what the program around it offers. */
import type { Bridge } from '../../bridge.ts';
import { connectShell } from '../../bridge.ts';
import type { ShellPorts } from '../../shellPorts.ts';
import { createSound, type Sound } from './chime.ts';

const shells = new WeakMap<Bridge, ShellPorts>();

export function shellOf(bridge: Bridge): ShellPorts {
  const known = shells.get(bridge);
  if (known) return known;
  const made = connectShell(bridge.api);
  shells.set(bridge, made);
  return made;
}

let sound: Sound | undefined;
export const deskSound = (): Sound => (sound ??= createSound());
