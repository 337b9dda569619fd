/** The health check of the container finds the service wherever its flags put it. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../../../src/main/launch/build.ts';
import { freePort } from '../../../fixtures/freePort.ts';
import { temporaryFolder } from '../../../fixtures/temporaryFolder.ts';
import { selfSigned } from '../../../fixtures/trueconf/certificates.ts';
import { root, startService } from './serviceProcess.ts';

beforeAll(() => {
  ensureBuilt(root, () => undefined);
}, 180_000);

/** The check as the Containerfile has it, with the command line of `pid` instead of that of the container's first process. */
function checked(pid: number): Promise<number> {
  const containerfile = readFileSync(join(root, 'packaging/Containerfile'), 'utf8');
  const [, command = '[]'] = /^HEALTHCHECK .*CMD (\[.*\])$/m.exec(containerfile) ?? [];
  const [program, ...words]: string[] = JSON.parse(command);
  expect(program).toBe('node');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...words, `/proc/${pid}/cmdline`], { cwd: root });
    child.once('exit', (code) => resolve(code ?? -1));
  });
}

test(
  'over https at a port of its own, named by a flag or in the configuration',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const { cert, key } = await selfSigned();
    const [certificateFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(certificateFile, cert);
    writeFileSync(keyFile, key);
    const [port, otherPort] = [await freePort(), await freePort()];
    const config = join(folder, 'service.json');
    const staff = { port, certificateFile, keyFile };
    writeFileSync(config, JSON.stringify({ embedded: true, dataDir: join(folder, 'data'), staff }));
    const secure = startService(['--config', config, '--public-port', '0', '--print-urls']);
    const plain = startService([
      ...['--embedded', '--data-dir', join(folder, 'other'), '--print-urls'],
      ...['--public-port', '0', '--staff-port', String(otherPort)],
    ]);
    await Promise.all([secure.running, plain.running]);
    expect(await Promise.all([checked(secure.child.pid ?? 0), checked(plain.child.pid ?? 0)])).toEqual([
      0, 0,
    ]);

    // Alive and silent: not well.
    secure.child.kill('SIGSTOP');
    expect(await checked(secure.child.pid ?? 0)).toBe(1);
    secure.child.kill('SIGCONT');
    // Another program is no service.
    expect(await checked(process.pid)).toBe(1);
  },
);
