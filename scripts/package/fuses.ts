/** The fuses of a packaged binary: flipped before it is signed, and read back from the file. */
import { flipFuses, FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { fuses } from '../../electron-builder.config.ts';

export interface FuseReading {
  readonly name: string;
  readonly wanted: boolean;
  /** `null`: this binary does not have it, or it was removed. */
  readonly found: boolean | null;
}

const all = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number');

export async function flip(binary: string): Promise<void> {
  await flipFuses(binary, fuses);
}

/** Every fuse of the configuration, as the file has it. Errors: rejects when the file has no fuses. */
export async function readFuses(binary: string): Promise<readonly FuseReading[]> {
  const wire = await getCurrentFuseWire(binary);
  return all.map((fuse) => {
    const state = wire[fuse];
    const known = state === FuseState.ENABLE || state === FuseState.DISABLE;
    return {
      name: FuseV1Options[fuse],
      wanted: fuses[fuse],
      found: known ? state === FuseState.ENABLE : null,
    };
  });
}

export const wrongFuses = (readings: readonly FuseReading[]): readonly string[] =>
  readings
    .filter(({ wanted, found }) => wanted !== found)
    .map(({ name, wanted, found }) => `the fuse ${name} is ${say(found)}, not ${say(wanted)}`);

const say = (state: boolean | null): string => (state === null ? 'missing' : state ? 'on' : 'off');
