/** The page says that it is open, to the stage on the doctor's card. */
import { DoctorPage } from '../doctorPage.ts';
import { limits } from '../limits.ts';
import { lineOf } from '../lines.ts';
import { PatientBrowser, withPool } from '../patient.ts';
import { quiet, take, withClinic, type Measure } from '../world.ts';

export const measureStage: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    const { urls } = await clinic.start();
    const doctor = await DoctorPage.open(browser);
    await doctor.board(urls.app);
    const values = await withPool(urls.join, (pool) =>
      take(20, async () => {
        const { link } = await doctor.newVisit();
        const patient = new PatientBrowser(pool, link);
        await patient.opens();
        await quiet(clinic);
        return doctor.stageAfter(link, () => patient.saysOpen());
      }),
    );
    await doctor.close();
    return [
      lineOf({
        name: "request of the patient's page to its stage on the doctor's card",
        unit: 'ms',
        values,
        limit: limits.stageMs,
        note: 'from the sending of the request to the change in the page, by one wall clock of whole ms; up to 20 cards on the board',
      }),
    ];
  });
