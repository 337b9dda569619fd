/** How many bytes an answer has at most: over https, under a base path, with the call in a frame, names and all. */
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../../src/shared/errors.ts';
import { err } from '../../../src/shared/result.ts';
import { languages, type Language } from '../../../src/shared/settings.ts';
import type { DoorView } from '../../../src/main/visits/types.ts';
import {
  buildPageAssets,
  clinicSettings,
  joinBench,
  type JoinBench,
} from '../../fixtures/join/joinServer.ts';
import { doorViews, liveToken, unknownToken } from '../../fixtures/join/scriptedDoor.ts';
import { selfSigned } from '../../fixtures/trueconf/certificates.ts';

/** Of 14,000, with room for names in which no letter comes twice. */
const limitBytes = 13_700;
const basePath = '/video';
const page = `${basePath}/v/${liveToken}`;
const code = 'mXq3Zt7RbK0vYd2LwPc9Hg';
const doctorName = 'Ж'.repeat(100);
const typed = Array.from({ length: 100 }, (_, index) => String.fromCodePoint(0x1f300 + index)).join('');

let bench: JoinBench;
let origin: string;
let ca: string;

beforeAll(async () => {
  const [assets, certificate] = await Promise.all([buildPageAssets(), selfSigned()]);
  ca = certificate.cert;
  bench = joinBench(assets, undefined, basePath);
  bench.serverOrigin = 'https://trueconf.city-clinic-17.example';
  bench.settings = {
    ...clinicSettings,
    clinic: { name: 'Щ'.repeat(120), phone: '8 495 000-00-00'.repeat(2), showDoctor: true },
    join: { ...clinicSettings.join, entry: 'embed' },
  };
  const listening = await bench.server.listen({ host: '127.0.0.1', port: 0, certificate });
  if (!listening.ok) throw new Error(listening.error.code);
  ({ origin } = listening.value);
});
afterAll(() => bench.server.close());

/** Bytes of an answer with its first line and its headers; the body as it comes over the wire. */
async function measure(path: string, form?: URLSearchParams): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = {
    origin,
    'accept-encoding': 'gzip, deflate',
    ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  request(`${origin}${path}`, { method: form ? 'POST' : 'GET', headers, ca, agent: false }, resolve)
    .on('error', reject)
    .end(form?.toString());
  const answer = await promise;
  expect(answer.headers['content-encoding']).toBe('gzip');
  // "name: value", line by line; the list has names and values in turn.
  let bytes = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n\r\n`.length;
  for (const part of answer.rawHeaders) bytes += Buffer.byteLength(part) + 2;
  for await (const part of answer) bytes += Buffer.from(part).length;
  return bytes;
}

const views: Readonly<Record<string, DoorView>> = {
  form: { ...doorViews.form, doctorName },
  'form with a name that waits': { ...doorViews.form, doctorName, nameWaits: true },
  early: { ...doorViews.early, doctorName, lateMinutes: 120 },
  gone: { ...doorViews.gone, doctorName },
  waiting: { ...doorViews.waiting, doctorName },
  'waiting with words': {
    ...doorViews.waiting,
    doctorName,
    message: { kind: 'text', text: typed, at: Date.now() },
  },
  'waiting in a queue': { ...doorViews.waiting, doctorName, queue: 12 },
  'let in': { ...doorViews['let-in'], doctorName },
  returning: { ...doorViews['let-in'], doctorName, returning: true },
  declined: { ...doorViews.declined, doctorName },
  thanks: doorViews.thanks,
};
const refusals: readonly ErrorCode[] = ['timeout', 'no-web-client', 'name-required', 'needs-browser'];

/** Name of the answer, and its bytes. */
async function answersIn(language: Language): Promise<Readonly<Record<string, number>>> {
  const sizes: Record<string, number> = {};
  const query = `?lang=${language}&h=${code}`;
  for (const [name, view] of Object.entries(views)) {
    bench.door.view = view;
    sizes[name] = await measure(page + query);
    for (const refusal of refusals) {
      bench.door.answer = err(appError(refusal));
      const form = new URLSearchParams({ name: typed, lang: language, h: code });
      if (view.state !== 'dead') sizes[`${name}, ${refusal}`] = await measure(`${page}/join`, form);
    }
  }
  sizes['dead'] = await measure(`${basePath}/v/${unknownToken}?lang=${language}`);
  return sizes;
}

describe('the size of an answer, headers included', () => {
  it.each(languages)('stays well under 14,000 bytes in every state (%s)', async (language) => {
    const sizes = await answersIn(language);
    expect(Object.keys(sizes).length).toBeGreaterThan(50);
    const tooLarge = Object.entries(sizes).filter(([, bytes]) => bytes >= limitBytes);
    expect(tooLarge).toEqual([]);
  });
});
