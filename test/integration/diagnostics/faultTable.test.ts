/** For every fault switch of the emulator: the stage that fails, and what the screen says in both languages. */
import https from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { embeddingOf } from '../../../src/main/join/embedding.ts';
import { askFrameHeaders } from '../../../src/main/join/frameHeaders.ts';
import { selfCheckAnswer } from '../../../src/main/join/selfCheck.ts';
import { straightWay } from '../../../src/main/proxy/way.ts';
import { faultTable, type FailingRow, type Row } from '../../fixtures/faultTable.ts';
import { systemClock } from '../../../src/main/system.ts';
import { messages } from '../../../src/shared/i18n/messages.ts';
import { languages } from '../../../src/shared/settings.ts';
import type { NamedFault } from '../../fixtures/faultWords.ts';
import {
  authority,
  selfSigned,
  type Authority,
  type TestCertificate,
} from '../../fixtures/trueconf/certificates.ts';
import { clearSky, openStage, play, type Stage } from './playing.ts';
import { expectSaid } from './saying.ts';

describe('the switches of the emulator', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  beforeEach(() => clearSky(stage));
  afterAll(() => stage.close());

  const bounds = { stageMs: 700, playMs: 5_000 };
  const rows = Object.entries(faultTable).flatMap(([name, all]) =>
    all.map((row) => ({ name: `${name}: ${JSON.stringify(row.set)}`, row })),
  );
  const failing = (row: Row): row is FailingRow => 'code' in row;

  /** What IT wants when the call is to stand in the patient's page; both are on this computer and speak https. */
  const framed = {
    embeds: () => true,
    async frameOf(callUrl: string, signal: AbortSignal) {
      const { server } = stage.input;
      const { origin, pathname, search } = new URL(callUrl);
      const question = {
        server: origin,
        path: `${pathname}${search}`,
        pin: server.pin,
        way: straightWay,
        signal,
      };
      const headers = await askFrameHeaders({ ...question, now: Date.now });
      const addresses = { pageAddresses: ['127.0.0.1'], serverAddresses: ['127.0.0.1'] };
      return embeddingOf(
        { entry: 'embed', page: 'https://127.0.0.1', server: origin },
        { ...addresses, headers },
      );
    },
  };

  test.each(rows)('$name', async ({ row }) => {
    Object.assign(stage.emulator.faults, row.set);
    const seen = await play(stage, { bounds, ...(failing(row) && row.embeds && framed) });
    expect(stage.emulator.conferences()).toEqual([]);
    const told = seen.stages.filter(({ outcome }) => outcome === 'failed' || outcome === 'unknown');
    if (!failing(row)) return expect(told).toEqual([]);
    const [first] = told.filter(({ error }) => error !== null);
    expect(first).toMatchObject({ stage: row.stage, outcome: row.isUnknown ? 'unknown' : 'failed' });
    return expectSaid(first?.error, row.code, stage.emulator.origin);
  });

  test.each([120, -120])(
    'our clock is off by %d minutes: it works, and is told to be set right',
    async (minutes) => {
      const now = () => Date.now() + minutes * 60_000;
      const seen = await play(stage, { bounds, clock: { ...systemClock, now } });
      expect(seen.of('server')).toMatchObject({ outcome: 'passed', note: 'clock-off' });
      expect(seen.stages.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      const said = languages.map((language) => messages[language].rehearsal['note-clock-off']);
      expect(said[0]).toMatch(/clock of this computer differs .* Set it right/);
      expect(said[1]).toMatch(/Часы этого компьютера расходятся .* Поправьте их/);
    },
  );

  test('without a fault the call may stand in the page', async () => {
    expect((await play(stage, { bounds, ...framed })).of('frame')?.outcome).toBe('passed');
  });

  describe('what phones make of the page', () => {
    let root: Authority;
    beforeAll(async () => {
      root = await authority();
    });
    const pages: readonly (readonly [NamedFault, () => Promise<TestCertificate>])[] = [
      ['page-untrusted', () => selfSigned()],
      ['page-certificate-expired', () => root.issue({ from: -9, to: -1 })],
      ['page-certificate-other-host', () => root.issue({ hosts: ['other.test'] })],
    ];
    test.each(pages)('%s', async (code, make) => {
      const { tag } = stage.input;
      const answer = (url = ''): string => selfCheckAnswer(tag, url.split('/').at(-1) ?? '');
      const page = https.createServer({ ...(await make()) }, ({ url }, response) =>
        response.end(answer(url)),
      );
      await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => {
        page.closeAllConnections();
        page.close();
      });
      const { port } = Object.assign({ port: 0 }, page.address());
      const origin = `https://127.0.0.1:${port}`;
      const seen = await play(stage, {
        ...{ bounds, phoneRoots: () => [root.cert], linkBase: () => origin },
        page: () => ({ state: 'listening', origin, reach: 'clinic-network' }),
      });
      expectSaid(seen.of('phones')?.error, code, stage.emulator.origin);
    });
  });
});
