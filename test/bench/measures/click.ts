/** The doctor's click to the link on the clipboard, measured in the page. */
import { setTimeout as delay } from 'node:timers/promises';
import { bareCreates } from '../bareCalls.ts';
import { DoctorPage } from '../doctorPage.ts';
import { clickLimitMs, silenceMs } from '../limits.ts';
import { lineOf, percentile } from '../lines.ts';
import { withPool } from '../patient.ts';
import { quiet, take, withClinic, type Measure } from '../world.ts';

export const measureClick: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    const { urls } = await clinic.start();
    const doctor = await DoctorPage.open(browser);
    await doctor.board(urls.app);
    const click = async (silentMs: number): Promise<number> => {
      await quiet(clinic);
      await delay(silentMs);
      return (await doctor.newVisit()).ms;
    };
    const bare = await withPool(clinic.server.origin, (pool) => bareCreates(pool, 20));
    const warm = await take(30, () => click(0), 2);
    const cold = await take(5, () => click(silenceMs));
    await doctor.close();
    const limit = clickLimitMs(percentile(bare, 50));
    return [
      lineOf({ name: 'bare server call: create', unit: 'ms', values: bare }),
      lineOf({
        name: "doctor's click to link on the clipboard, warm",
        unit: 'ms',
        values: warm,
        limit,
        note: 'limit: p50 of the bare call in this run + 50 ms',
      }),
      lineOf({
        name: "doctor's click to link on the clipboard, cold (after 5 s of silence)",
        unit: 'ms',
        values: cold,
        note: "held to no limit; the emulator's delay is per call, so opening a connection costs almost nothing here",
      }),
    ];
  });
