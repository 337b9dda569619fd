/**
 * `npm run package`: packs the desktop app for this system. `-- --dir` makes the folder without an installer, and does so
 * with a stub where there is no Electron binary: then the configuration, the archive and the fuses are checked and
 * nothing can be started. Exit code 1 when something is in the archive that may not be, or a fuse is not as wanted.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type AfterPackContext } from 'electron-builder';
import { z } from 'zod';
import { configuration } from '../../electron-builder.config.ts';
import { ensureBuilt } from '../../src/main/launch/build.ts';
import { archiveFaults, readArchive } from './archive.ts';
import { bundledPackages } from './bundled.ts';
import { flip, readFuses, wrongFuses } from './fuses.ts';
import { billOfMaterials, licenceFaults, licencesText, readPart } from './notices.ts';
import { writeStub } from './stub.ts';

const root = join(import.meta.dirname, '../..');
const electronFolder = join(root, 'node_modules/electron');
const versioned = z.looseObject({ name: z.string(), version: z.string() });
const manifestOf = (folder: string) =>
  versioned.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

/** Writes the licences and the bill of materials; returns what is wrong with them. */
function writeNotices(): readonly string[] {
  const parts = [...bundledPackages(root), 'node_modules/electron'].map((folder) => readPart(root, folder));
  const folder = join(root, 'dist/notices');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licencesText(parts));
  const { name, version } = manifestOf(root);
  writeFileSync(join(folder, 'sbom.json'), billOfMaterials({ name, version }, parts));
  console.log(`${parts.length} packages in the bill of materials`);
  return licenceFaults(parts);
}

function programOf({ appOutDir, packager, electronPlatformName }: AfterPackContext): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : 'visit-desk');
}

const archiveOf = ({ appOutDir, packager, electronPlatformName }: AfterPackContext): string =>
  electronPlatformName === 'darwin'
    ? join(appOutDir, `${packager.appInfo.productFilename}.app/Contents/Resources/app.asar`)
    : join(appOutDir, 'resources/app.asar');

async function checkPacked(context: AfterPackContext): Promise<readonly string[]> {
  const program = programOf(context);
  await flip(program);
  const fuses = await readFuses(program);
  for (const { name, found } of fuses) console.log(`fuse ${name}: ${found === true ? 'on' : 'off'}`);
  const { files, bytes } = readArchive(archiveOf(context));
  console.log(`app.asar: ${files.length} files, ${bytes} bytes`);
  return [...wrongFuses(fuses), ...archiveFaults(files.map(({ path }) => path))];
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { dir: { type: 'boolean' } } });
  if (ensureBuilt(root, () => console.error('Building …')) === 'failed') return 1;
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const faults = [...writeNotices()];
  const hasBinary = existsSync(join(electronFolder, 'dist/version'));
  if (!hasBinary && values.dir !== true) {
    console.error(
      'There is no Electron binary here: an installer needs it. `-- --dir` checks the rest with a stub.',
    );
    return 2;
  }
  const stub = hasBinary ? undefined : mkdtempSync(join(tmpdir(), 'visit-desk-stub-'));
  try {
    if (stub !== undefined) {
      writeStub(stub, manifestOf(electronFolder).version);
      console.log('Stub instead of Electron: what is packed here cannot be started.');
    }
    await build({
      projectDir: root,
      dir: values.dir === true,
      publish: 'never',
      config: {
        ...configuration,
        electronVersion: manifestOf(electronFolder).version,
        ...(stub !== undefined && { electronDist: stub }),
        afterPack: async (context) => {
          faults.push(...(await checkPacked(context)));
        },
      },
    });
  } finally {
    if (stub !== undefined) rmSync(stub, { recursive: true, force: true });
  }
  for (const fault of faults) console.error(`package: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

process.exitCode = await main();
