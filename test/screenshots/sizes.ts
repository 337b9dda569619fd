/** A picture of a page at each size of its window, in a folder for each but the usual one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { smaller } from './smaller.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}
export type Sizes = Readonly<Record<string, Size>>;

/** The smallest window that the desk is made for, and one on a large screen; beside the usual one of `looks.ts`. */
export const deskSizes: Sizes = {
  narrow: { width: 1024, height: 700 },
  wide: { width: 1680, height: 1000 },
};

/** A small phone, and a computer; beside the usual phone of `looks.ts`. */
export const phoneSizes: Sizes = {
  narrow: { width: 320, height: 640 },
  wide: { width: 1280, height: 800 },
};

interface Shot {
  readonly folder: string;
  /** Name of the file. */
  readonly file: string;
  /** The whole page and not only its window. */
  readonly fullPage: boolean;
}

/** `file` in the folder, `narrow/file` and `wide/file`. The window is afterwards as it was. */
export async function takeSizes(page: Page, sizes: Sizes, { folder, file, fullPage }: Shot): Promise<void> {
  const take = async (at: string): Promise<void> => {
    await mkdir(at, { recursive: true });
    await writeFile(join(at, file), smaller(await page.screenshot({ fullPage })));
  };
  await take(folder);
  const usual = page.viewportSize();
  for (const [name, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    await take(join(folder, name));
  }
  if (usual) await page.setViewportSize(usual);
}
