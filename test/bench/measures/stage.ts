/** Whatever the patient's page says, to the word on the doctor's card. */
import type { Pool } from 'undici';
import { DoctorPage } from '../doctorPage.ts';
import { limits } from '../limits.ts';
import { lineOf, type Line } from '../lines.ts';
import { PatientBrowser, withPool } from '../patient.ts';
import { quiet, withClinic, type BenchClinic, type Measure } from '../world.ts';

const visits = 20;
const kinds = ['open', 'hidden', 'back', 'camera', 'leaving', 'waiting', 'call-me'] as const;
type Kind = (typeof kinds)[number];
type Values = Readonly<Record<Kind, number[]>>;

interface Scene {
  readonly clinic: BenchClinic;
  readonly doctor: DoctorPage;
  readonly pool: Pool;
}

export const measureStage: Measure = ({ browser }) =>
  withClinic(
    async (clinic) => {
      const { urls } = await clinic.start();
      const doctor = await DoctorPage.open(browser);
      await doctor.board(urls.app);
      const values: Values = {
        open: [],
        hidden: [],
        back: [],
        camera: [],
        leaving: [],
        waiting: [],
        'call-me': [],
      };
      await withPool(urls.join, async (pool) => {
        for (let visit = 0; visit < visits; visit += 1) await oneVisit({ clinic, doctor, pool }, values);
      });
      await doctor.close();
      return linesOf(values);
    },
    { visits: { admission: 'waiting' } },
  );

/** Everything that a page can say, in an order in which each changes the card. */
async function oneVisit({ clinic, doctor, pool }: Scene, values: Values): Promise<void> {
  const { link } = await doctor.newVisit();
  const patient = new PatientBrowser(pool, link);
  await patient.opens();
  await quiet(clinic);
  const stage = async (kind: Kind, act: () => Promise<void>): Promise<void> => {
    values[kind].push(await doctor.stageAfter(link, act));
  };
  await stage('open', () => patient.reports('open'));
  await stage('hidden', () => patient.reports('hidden'));
  await stage('back', () => patient.reports('back'));
  const tried = (): Promise<void> => patient.reports('camera', { camera: 'blocked', sound: '0' });
  values.camera.push(await doctor.cameraAfter(link, tried));
  await stage('leaving', () => patient.reports('leaving'));
  await stage('waiting', () => patient.joins('Ivan', 'waiting'));
  await stage('call-me', () => patient.asksForCall('camera'));
}

function linesOf(values: Values): readonly Line[] {
  const all = lineOf({
    name: 'an event to the doctor’s card, of every kind',
    unit: 'ms',
    values: kinds.flatMap((kind) => values[kind]),
    limit: limits.cardMs,
    note: 'the same samples as below: with the way of the request to the process, which the limit leaves out',
  });
  return [all, ...ofEachKind(values)];
}

function ofEachKind(values: Values): readonly Line[] {
  return kinds.map((kind, index) =>
    lineOf({
      name: `request of the patient's page to the doctor's card: ${kind}`,
      unit: 'ms',
      values: values[kind],
      limit: limits.stageMs,
      ...(index === 0 && {
        note: `from the sending of the request to the change in the page, by one wall clock of whole ms; up to ${visits} cards on the board`,
      }),
    }),
  );
}
