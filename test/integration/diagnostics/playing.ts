/** One rehearsal against the emulator over https, with a page of its own that answers as the real one does. */
import http from 'node:http';
import { startEmulator, type Emulator } from '../../../src/emulator/index.ts';
import { noFaults } from '../../../src/emulator/faults.ts';
import { playRehearsal, type RehearsalInput } from '../../../src/main/diagnostics/rehearsal/play.ts';
import { selfCheckAnswer, selfCheckPath } from '../../../src/main/join/selfCheck.ts';
import { straightWay } from '../../../src/main/proxy/way.ts';
import { systemClock, systemRandom } from '../../../src/main/system.ts';
import {
  rehearsalSchema,
  type RehearsalStage,
  type RehearsalStageName,
} from '../../../src/shared/ipc/rehearsal.ts';
import { pinOf, type TestCertificate } from '../../fixtures/trueconf/certificates.ts';
import { recordingLog } from '../../fixtures/recordingLog.ts';
import { serverSettings } from '../../fixtures/serverSettings.ts';

export const clientSecret = '5ec4e7'.repeat(6);
export const tag = 'visit-desk-0123456789abcdef';

export interface Stage {
  readonly emulator: Emulator;
  readonly input: RehearsalInput;
  readonly log: ReturnType<typeof recordingLog>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const clientId = 'c'.repeat(40);
  const doctor = { id: 'petrova', displayName: 'Dr. Petrova', password: 'own-account' };
  const emulator = await startEmulator({ tls: true, clientId, clientSecret, users: [doctor] });
  const { pem = '' } = emulator.certificate ?? {};
  const certificate: TestCertificate = { cert: pem, key: '' };
  const page = http.createServer((request, response) => {
    const nonce = request.url?.split('/').at(-1) ?? '';
    const isAsked = request.url === selfCheckPath(nonce);
    response.writeHead(isAsked ? 200 : 404).end(selfCheckAnswer(tag, nonce));
  });
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  const { port } = Object.assign({ port: 0 }, page.address());
  const log = recordingLog();
  const origin = `http://127.0.0.1:${port}`;
  const input: RehearsalInput = {
    server: serverSettings(emulator.origin, clientId, pinOf(certificate, '127.0.0.1', emulator.port)),
    ownerId: doctor.id,
    secret: async () => clientSecret,
    way: straightWay,
    tag,
    spares: () => null,
    page: () => ({ state: 'listening', origin, reach: 'this-computer' }),
    linkBase: () => origin,
    answerTo: (nonce) => selfCheckAnswer(tag, nonce),
    phoneRoots: () => [],
    ownRoots: () => [],
    embeds: () => false,
    frameOf: async () => 'off',
    clock: systemClock,
    random: systemRandom,
    log,
  };
  return {
    emulator,
    input,
    log,
    async close() {
      page.closeAllConnections();
      await new Promise((resolve) => page.close(resolve));
      await emulator.close();
    },
  };
}

/** The weather of the next one. */
export const clearSky = ({ emulator }: Stage): object => Object.assign(emulator.faults, noFaults());

export interface Seen {
  readonly stages: readonly RehearsalStage[];
  readonly left: boolean;
  of(name: RehearsalStageName): RehearsalStage | undefined;
  /** All that is not `passed`, in a line each: `stage outcome code-or-note`. */
  readonly rest: readonly string[];
}

/** `endAt`: somebody ends it when this stage begins. */
export async function play(
  { input }: Stage,
  change: Partial<RehearsalInput> = {},
  endAt?: RehearsalStageName,
): Promise<Seen> {
  const stages: RehearsalStage[] = [];
  const ending = new AbortController();
  const { left } = await playRehearsal(
    { ...input, ...change },
    {
      signal: ending.signal,
      onBegin: (stage) => {
        if (stage === endAt) ending.abort();
      },
      onEnd: (stage) => stages.push(stage),
    },
  );
  rehearsalSchema.shape.stages.parse(stages);
  return {
    stages,
    left,
    of: (name) => stages.find(({ stage }) => stage === name),
    rest: stages
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ stage, outcome, error, note }) => `${stage} ${outcome} ${error?.code ?? note ?? '-'}`),
  };
}
