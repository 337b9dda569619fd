/**
 * The driver of the real thing: Electron through Playwright. Needs its binary; docs/release.md says that it was never run on the
 * machines on which this was written.
 */
import { once } from 'node:events';
import { _electron, type ElectronApplication } from 'playwright-core';
import type { Driver, Records } from './driver.ts';

export interface ElectronRun {
  readonly driver: Driver;
  close(): Promise<void>;
}

/** @param binary path of Electron; `appDir`: of the project; `dataDir`: of this run's data. */
export async function launchElectron(binary: string, appDir: string, dataDir: string): Promise<ElectronRun> {
  const app = await _electron.launch({
    executablePath: binary,
    args: [appDir, '--data-dir', dataDir, '--join-port', '0', '--use-fake-device-for-media-stream'],
  });
  await writeDown(app);
  return {
    driver: {
      firstPage: async () => app.firstWindow(),
      async guestPages() {
        const first = await app.firstWindow();
        return app.windows().filter((page) => page !== first);
      },
      async quit() {
        const child = app.process();
        const ended = once(child, 'exit');
        // The evaluation ends with the app.
        app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
        await ended;
        return child.exitCode ?? -1;
      },
      records: () => app.evaluate(() => Reflect.get(globalThis, 'hostRecords') as Records),
    },
    close: () => app.close(),
  };
}

/** Boxes are answered with their first button, which stays; what is handed to other programs goes nowhere. */
async function writeDown(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog, shell }) => {
    const records = { questions: [] as string[], errorBoxes: [] as string[], opened: [] as string[] };
    Object.assign(globalThis, { hostRecords: records });
    Object.assign(dialog, {
      showMessageBox: async (...given: unknown[]) => {
        const options = given.at(-1);
        const message =
          typeof options === 'object' && options !== null ? Reflect.get(options, 'message') : '';
        records.questions.push(String(message));
        return { response: 0, checkboxChecked: false };
      },
      showErrorBox: (title: string, content: string) => void records.errorBoxes.push(`${title}: ${content}`),
    });
    Object.assign(shell, { openExternal: async (url: string) => void records.opened.push(url) });
  });
}
