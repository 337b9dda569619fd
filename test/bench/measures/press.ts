/** The patient's press to the call's address, and what TrueConf's sample needs for the same. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'undici';
import { bareRoundTrips, sampleJoins } from '../bareCalls.ts';
import { DoctorPage } from '../doctorPage.ts';
import { pressLimitMs, silenceMs } from '../limits.ts';
import { lineOf, percentile, type Line } from '../lines.ts';
import { PatientBrowser, withPool } from '../patient.ts';
import { quiet, take, timed, withClinic, type BenchClinic, type Measure } from '../world.ts';

interface Scene {
  readonly clinic: BenchClinic;
  readonly doctor: DoctorPage;
  /** To the patient's page; keeps no connection longer than a browser would. */
  readonly page: Pool;
}

/** A visit of its own for each press: the first person of a link goes straight in. */
async function press({ clinic, doctor, page }: Scene, silentMs: number): Promise<number> {
  const { link } = await doctor.newVisit();
  const patient = new PatientBrowser(page, link);
  await patient.opens();
  if (silentMs === 0) await patient.reports('open');
  await quiet(clinic);
  await delay(silentMs);
  const ms = await timed(() => patient.joins('Ivan'));
  await doctor.end();
  await quiet(clinic);
  return ms;
}

export const measurePress: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    const { urls } = await clinic.start();
    const doctor = await DoctorPage.open(browser);
    await doctor.board(urls.app);
    const lines = await withPool(urls.join, async (page) => {
      const scene = { clinic, doctor, page };
      const trips = await withPool(clinic.server.origin, (pool) => bareRoundTrips(pool, 20));
      const warm = await take(25, () => press(scene, 0), 2);
      const cold = await take(5, () => press(scene, silenceMs));
      clinic.server.faults.noWebClientBeforeRun = true;
      const late = await take(15, () => press(scene, 0), 1);
      const sample = await withPool(clinic.server.origin, (pool) => sampleJoins(pool, 15));
      return linesOf({ trips, warm, cold, late, sample });
    });
    await doctor.close();
    return lines;
  });

type Values = Readonly<Record<'trips' | 'warm' | 'cold' | 'late' | 'sample', readonly number[]>>;

function linesOf({ trips, warm, cold, late, sample }: Values): readonly Line[] {
  const trip = percentile(trips, 50);
  const name = "patient's press to the call's address";
  return [
    lineOf({ name: 'bare server round trip: run', unit: 'ms', values: trips }),
    lineOf({
      name: `${name}, warm`,
      unit: 'ms',
      values: warm,
      limit: pressLimitMs(trip, 1),
      note: 'limit: one round trip (p50 of this run) + 30 ms; run and software/clients go side by side',
    }),
    lineOf({
      name: `${name}, cold (after 5 s of silence)`,
      unit: 'ms',
      values: cold,
      note: 'held to no limit; the page did not say that it is open, which would have warmed the connections',
    }),
    lineOf({
      name: `${name}, warm, no web client before run`,
      unit: 'ms',
      values: late,
      limit: pressLimitMs(trip, 2),
      note: 'limit: two round trips + 30 ms: this server has to be asked again once the conference runs',
    }),
    lineOf({
      name: "the sample's five calls in a row",
      unit: 'ms',
      values: sample,
      note: 'token, create, run, get conference, software/clients; on one warm connection, without its own web server',
    }),
    lineOf({
      name: "the sample's five calls, as a multiple of the warm press",
      unit: 'times',
      moreIsBetter: true,
      values: sample.map((ms) => ms / percentile(warm, 50)),
    }),
  ];
}
