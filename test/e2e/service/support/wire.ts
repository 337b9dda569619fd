/** Requests that no browser sends. */
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

export interface Sending {
  /** Address of this computer from which they come. */
  readonly from: string;
  readonly port: number;
  /** As the client names it. */
  readonly host: string;
  readonly paths: readonly string[];
  readonly tls?: boolean;
}

/** The status of each path, one after the other, each asked in the name of another address. */
export async function statusesFrom({
  from,
  port,
  host,
  paths,
  tls = false,
}: Sending): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const [index, path] of paths.entries()) {
    const options = {
      ...{ host: '127.0.0.1', port, path, localAddress: from, agent: false },
      headers: { host, 'x-forwarded-for': `198.51.100.${index}` },
    };
    statuses.push(
      await new Promise<number>((resolve, reject) => {
        const sent = tls
          ? secure({ ...options, servername: 'visits.clinic.example', rejectUnauthorized: false })
          : plain(options);
        sent.on('response', (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode ?? 0));
        });
        sent.on('error', reject);
        sent.end();
      }),
    );
  }
  return statuses;
}
