/** The test with a phone, through the core: what IT sees on the screen of what a device said to the page. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { Agent, request } from 'undici';
import type { Reach } from '../../../src/shared/ipc/reach.ts';
import { FakeClock } from '../../fixtures/fakeClock.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { selfSigned } from '../../fixtures/trueconf/certificates.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCore, type RunningCore } from './core.ts';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly policy: string;
}

function device(address: string, ca?: string) {
  const dispatcher = new Agent({ connect: { ...(ca !== undefined && { ca }) } });
  onTestFinished(() => dispatcher.destroy());
  const { origin } = new URL(address);
  const send = async (method: 'GET' | 'HEAD' | 'POST', body?: string, from = origin): Promise<Answer> => {
    const headers = {
      'accept-language': 'ru',
      ...(method === 'POST' && { origin: from, 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await request(address, {
      method,
      dispatcher,
      headers,
      ...(body !== undefined && { body }),
    });
    return {
      status: answer.statusCode,
      text: await answer.body.text(),
      policy: String(answer.headers['content-security-policy']),
    };
  };
  return send;
}

const addressOf = ({ page }: Reach): string => {
  if (!page) throw new Error('no test runs');
  return page.address;
};
const heard = async (core: RunningCore) => (await core.ask('reach:state', {})).heard;

describe('a test with a phone', () => {
  test('over http: seeing the page says nothing, its button says from where', async () => {
    const core = await startCore();
    const address = addressOf(await core.ask('reach:start', {}));
    const send = device(address);
    const page = await send('GET');
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain('Это устройство открывает страницу');
    expect(page.text).not.toContain('name="warned"');
    expect(page.policy).toContain("default-src 'none'");
    await send('HEAD');
    expect(await heard(core)).toEqual([]);
    expect(await send('POST')).toMatchObject({ status: 200 });
    expect(await heard(core)).toMatchObject([
      { address: '127.0.0.1', space: 'loopback', https: false, warned: null },
    ]);
    expect(core.events.filter(({ channel }) => channel === 'reach:changed').length).toBeGreaterThan(1);
  });

  test('over https: the device says whether its browser warned', async () => {
    const folder = temporaryFolder();
    const files = { certificateFile: join(folder, 'page.pem'), keyFile: join(folder, 'page.key') };
    const { cert, key } = await selfSigned();
    writeFileSync(files.certificateFile, cert);
    writeFileSync(files.keyFile, key);
    const core = await startCore({ settings: { join: files } });
    const send = device(addressOf(await core.ask('reach:start', {})), cert);
    expect((await send('GET')).text).toContain('name="warned" value="yes"');
    await send('POST', 'warned=yes');
    await send('POST', 'warned=no');
    expect(await heard(core)).toMatchObject([
      { https: true, warned: false },
      { https: true, warned: true },
    ]);
  });

  test('a foreign page, another code and an ended test are heard by nobody', async () => {
    const core = await startCore();
    const address = addressOf(await core.ask('reach:start', {}));
    const send = device(address);
    expect((await send('POST', '', 'http://evil.example')).status).toBe(403);
    expect((await device(`${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`)('POST')).status).toBe(
      404,
    );
    await core.ask('reach:stop', {});
    expect((await send('GET')).status).toBe(404);
    expect((await send('POST')).status).toBe(404);
    expect(await heard(core)).toEqual([]);
  });

  test('what a proxy does not say plainly proves nothing of the internet', async () => {
    const core = await startCore({ settings: { join: { trustedProxies: ['127.0.0.1'] } } });
    const address = addressOf(await core.ask('reach:start', {}));
    for (const from of ['unknown', 'x'.repeat(500), '203.0.113.7']) {
      const headers = { origin: new URL(address).origin, 'x-forwarded-for': from };
      const { statusCode, body } = await request(address, { method: 'POST', headers });
      await body.dump();
      expect(statusCode).toBe(200);
      const {
        heard: [latest],
        elsewhereAt,
      } = await core.ask('reach:state', {});
      const isPlain = from === '203.0.113.7';
      expect(latest).toMatchObject({ address: from.slice(0, 60), space: isPlain ? 'public' : 'private' });
      expect(elsewhereAt !== null).toBe(isPlain);
    }
  });

  test('ends with the core, whose timers would keep the process', async () => {
    const clock = new FakeClock(Date.now());
    const core = await startCore({ clock });
    const { pending } = clock;
    await core.ask('reach:start', {});
    expect(clock.pending).toBe(pending + 1);
    await core.app.stop();
    expect(clock.pending).toBe(0);
  });

  test('cannot begin while the page is not served', async () => {
    const core = await startCore({ settings: { join: { interface: 'wlan7' } } });
    expect((await core.refused('reach:start', {})).code).toBe('page-not-open');
  });
});
