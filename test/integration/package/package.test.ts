/** `npm run package -- --dir`: the configuration is taken, the archive holds what it may, the fuses are as wanted. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile } from '@electron/asar';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { archiveFaults, readArchive } from '../../../scripts/package/archive.ts';
import { readFuses, wrongFuses } from '../../../scripts/package/fuses.ts';

const root = join(import.meta.dirname, '../../..');
const packed = join(root, 'dist/linux-unpacked');
const archive = join(packed, 'resources/app.asar');

describe('the package without an Electron binary', () => {
  let run: ReturnType<typeof spawnSync>;
  beforeAll(() => {
    run = spawnSync(process.execPath, [join(root, 'scripts/package/index.ts'), '--dir'], { cwd: root });
  }, 180_000);

  it('says that it cannot be started, and that nothing is wrong with it', () => {
    const said = `${String(run.stdout)}${String(run.stderr)}`;
    expect(said).toContain('Stub instead of Electron: what is packed here cannot be started.');
    expect(said).not.toContain('package: ');
    expect(run.status).toBe(0);
  });

  it('holds no package and nothing else that is not allowed', () => {
    expect(archiveFaults(readArchive(archive).files.map(({ path }) => path))).toEqual([]);
  });

  it('starts with the bundled main process', () => {
    const manifest: unknown = JSON.parse(extractFile(archive, 'package.json').toString());
    const { main } = z.looseObject({ main: z.string() }).parse(manifest);
    expect(extractFile(archive, main).toString()).toMatch(/from "electron"/);
    expect(extractFile(archive, main).toString()).not.toMatch(/from "(?:undici|zod|fastify|electron-store)"/);
  });

  it('has every fuse as it should be', async () => {
    expect(wrongFuses(await readFuses(join(packed, 'visit-desk')))).toEqual([]);
  });

  it('names the packages in it and their licences', () => {
    const names = z
      .looseObject({ components: z.array(z.looseObject({ name: z.string() })) })
      .parse(JSON.parse(extractFile(archive, 'sbom.json').toString()))
      .components.map(({ name }) => name);
    // Of the main process, of the doctor's page, and the program itself.
    expect(names).toEqual(expect.arrayContaining(['undici', 'fastify', 'zod', 'react-dom', 'electron']));
    const licences = readFileSync(join(root, 'dist/notices/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of names) expect(licences).toContain(`${name} `);
  });
});
