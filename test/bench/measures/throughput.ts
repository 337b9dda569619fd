/** Requests per second of the patient's page beside a bare server that answers as many bytes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { DoctorPage } from '../doctorPage.ts';
import { lineOf } from '../lines.ts';
import { browserHeaders, rawGet } from '../patient.ts';
import { withClinic, type Measure } from '../world.ts';

const rounds = 3;
const load = { connections: 10, durationSeconds: 4, warmUpSeconds: 1 } as const;

export const measureThroughput: Measure = ({ browser }) =>
  withClinic(async (clinic) => {
    const { urls } = await clinic.start();
    const doctor = await DoctorPage.open(browser);
    await doctor.board(urls.app);
    const { link } = await doctor.newVisit();
    await doctor.close();
    const answer = await rawGet(link, browserHeaders);
    return withBareServer(answer, async (bareUrl) => {
      const difference = answer.length - (await rawGet(bareUrl, browserHeaders)).length;
      const page: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        bare.push(await perSecond(bareUrl));
        page.push(await perSecond(link));
      }
      const ratios = page.map((value, round) => value / (bare[round] ?? Number.NaN));
      const name = "patient's page under load";
      return [
        lineOf({
          name,
          unit: 'requests/s',
          moreIsBetter: true,
          values: page,
          note: `only 200s count; limiter on, a look into the store for each; ${load.connections} connections`,
        }),
        lineOf({
          name: 'bare node:http server under the same load',
          unit: 'requests/s',
          moreIsBetter: true,
          values: bare,
          note: `a process of its own; ${answer.length} bytes each, ${difference} fewer than the page`,
        }),
        lineOf({
          name: `${name}, as a part of the bare server`,
          unit: 'times',
          values: ratios,
          moreIsBetter: true,
        }),
      ];
    });
  });

/** Lets `use` work with a server that answers everything with this answer's head and body. */
async function withBareServer<T>(answer: Buffer, use: (url: string) => Promise<T>): Promise<T> {
  const child = fork(join(import.meta.dirname, '..', 'bareServer.ts'));
  try {
    child.send(answer.toString('base64'));
    const [port] = await once(child, 'message');
    return await use(`http://127.0.0.1:${String(port)}/v/x`);
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}

async function perSecond(url: string): Promise<number> {
  const shoot = (duration: number): Promise<autocannon.Result> =>
    autocannon({ url, duration, connections: load.connections, headers: { ...browserHeaders } });
  await shoot(load.warmUpSeconds);
  const result = await shoot(load.durationSeconds);
  return (result.statusCodeStats?.['200']?.count ?? 0) / result.duration;
}
