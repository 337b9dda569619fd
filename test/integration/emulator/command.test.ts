/** `npm run emulator`: what it prints opens the server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const shown = z.object({ origin: z.url(), clientId: z.string(), clientSecret: z.string() });

test('gives a token for what it prints, and ends at the signal', async () => {
  const script = join(import.meta.dirname, '../../../scripts/emulator.ts');
  const child = spawn(process.execPath, [script, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  const { origin, clientId, clientSecret } = shown.parse(JSON.parse(z.string().parse(line)));
  const answer = await fetch(`${origin}/oauth2/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  expect(answer.status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
