import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from 'vite';
import type { Emulator } from '../../../src/emulator/index.ts';
import { inlineRoom, loadRoomAssets } from '../../../src/emulator/roomAssets.ts';
import { Api, call, start } from './support.ts';

/** Runs a module in a Node process of its own. */
const run = (code: string) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(() => emulator.close());

describe('the pages', () => {
  it.each(['webrtc', 'webrtc-widget'])('/%s/ID is the room, with a strict policy', async (path) => {
    const page = await call(`${emulator.origin}/${path}/0123456789`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('data-conference="0123456789"');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('/c/ID asks for a name and leads into the room', async () => {
    const { id } = await (await Api.of(emulator)).running();
    const url = `${emulator.origin}/c/${id}`;
    expect((await call(url)).text).toContain('name="name"');
    const empty = await call(url, { method: 'POST', body: new URLSearchParams({ name: ' ' }) });
    expect(empty.status).toBe(200);
    const named = await call(url, { method: 'POST', body: new URLSearchParams({ name: 'Анна' }) });
    expect(named.status).toBe(303);
    expect(decodeURIComponent(named.headers.get('location') ?? '')).toMatch(
      new RegExp(String.raw`^${emulator.origin}/webrtc/${id}#login=\*guest_[0-9a-f]{12}\*Анна&token=\$`),
    );
    expect((await call(`${emulator.origin}/c/123`)).status).toBe(404);
  });

  it('scripts are served as browsers can read them', async () => {
    const script = await call(`${emulator.origin}/emulator/room/main.ts`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.text).not.toMatch(/import type|: RoomState/);
    const style = await call(`${emulator.origin}/emulator/room/room.css`);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it.each(['/emulator/room/../index.ts', '/emulator/room/toString', '/nothing', '/webrtc/a-b'])(
    '%s is not there',
    async (path) => {
      expect((await call(emulator.origin + path)).status).toBe(404);
    },
  );

  it('the front page says what this is', async () => {
    expect((await call(emulator.origin)).text).toContain('This is not TrueConf Server');
  });

  it('a request body that is too large is cut off', async () => {
    const upload = call(`${emulator.origin}/c/1`, { method: 'POST', body: 'x'.repeat(1_100_000) });
    await expect(upload).rejects.toThrow('fetch failed');
  });
});

describe('bundled', () => {
  it('the emulator carries the room with it', async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'emulator-'));
    await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [inlineRoom()],
      build: { ssr: 'src/emulator/roomAssets.ts', outDir, emptyOutDir: true, target: 'node24' },
    });
    const file = pathToFileURL(join(outDir, 'roomAssets.js')).href;
    const printed = await run(
      `import { loadRoomAssets } from '${file}'; console.log(JSON.stringify(loadRoomAssets()))`,
    );
    await rm(outDir, { recursive: true });
    expect(JSON.parse(printed.stdout)).toEqual(loadRoomAssets());
  });
});

it('reads the room without a warning on the screen', async () => {
  const { stderr } = await run(
    `import { loadRoomAssets } from './src/emulator/roomAssets.ts'; loadRoomAssets();`,
  );
  expect(stderr).toBe('');
});
