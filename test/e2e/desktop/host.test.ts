/** The app as built in the place where Electron would run it: real pages of a real Chromium, the app's own wiring. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { playScenario } from '../../desktop-host/run.ts';
import { scenarios } from '../../desktop-host/scenarios.ts';

const out = join(import.meta.dirname, '../../../out');

it.each(scenarios.map(({ name }) => name))(
  '%s',
  async (name) => {
    const { passed, output } = await playScenario(name, out);
    expect(passed, output).toBe(true);
  },
  150_000,
);
