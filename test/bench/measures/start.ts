/** Start to usable board, and the first click, stage and press of a process that has done nothing yet. */
import type { Browser } from 'playwright-core';
import { DoctorPage } from '../doctorPage.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { PatientBrowser, withPool } from '../patient.ts';
import { buildIfStale, timed, withClinic, type BenchClinic, type Measure } from '../world.ts';

const clinics = 4;
type Firsts = Record<'newFolder' | 'again' | 'click' | 'stage' | 'press', number[]>;

export const measureStart: Measure = async ({ browser }) => {
  const firsts: Firsts = { newFolder: [], again: [], click: [], stage: [], press: [] };
  for (let clinic = 0; clinic < clinics; clinic += 1) {
    await withClinic(async (opened) => {
      await oneStart(browser, opened, firsts.newFolder, firsts);
      await oneStart(browser, opened, firsts.again, firsts);
    });
  }
  return linesOf(firsts);
};

async function oneStart(
  browser: Browser,
  clinic: BenchClinic,
  starts: number[],
  firsts: Firsts,
): Promise<void> {
  buildIfStale();
  const doctor = await DoctorPage.open(browser);
  const startedAt = performance.now();
  const run = await clinic.start();
  await doctor.board(run.urls.app);
  starts.push(performance.now() - startedAt);
  const { ms, link } = await doctor.newVisit();
  firsts.click.push(ms);
  await withPool(run.urls.join, async (pool) => {
    const patient = new PatientBrowser(pool, link);
    await patient.opens();
    firsts.stage.push(await doctor.stageAfter(link, () => patient.reports('open')));
    firsts.press.push(await timed(() => patient.joins('Ivan')));
  });
  await doctor.close();
  await run.stop();
}

function linesOf({ newFolder, again, click, stage, press }: Firsts): readonly Line[] {
  const name = 'start of the web shell to usable board';
  const note =
    'from the start of the process to the button "New visit"; Chromium runs, its tab is new; without a build';
  return [
    lineOf({
      name: `${name}, empty data folder`,
      unit: 'ms',
      values: newFolder,
      limit: limits.startMs,
      note,
    }),
    lineOf({ name: `${name}, again`, unit: 'ms', values: again, limit: limits.startMs }),
    lineOf({
      name: "doctor's click to link on the clipboard, cold (first of a process)",
      unit: 'ms',
      values: click,
      note: 'held to no limit',
    }),
    lineOf({
      name: "request of the patient's page to its stage, cold (first of a process)",
      unit: 'ms',
      values: stage,
      limit: limits.stageMs,
    }),
    lineOf({
      name: "patient's press to the call's address, cold (first of a process)",
      unit: 'ms',
      values: press,
      note: 'held to no limit',
    }),
  ];
}
