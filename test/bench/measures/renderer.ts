/** How much a browser loads before the desk is there. */
import { join } from 'node:path';
import { outDir } from '../../../src/main/launch/projectRoot.ts';
import { limits } from '../limits.ts';
import { lineOf } from '../lines.ts';
import { rendererBytes } from '../rendererSize.ts';
import { buildIfStale, type Measure } from '../world.ts';

export const measureRenderer: Measure = async () => {
  buildIfStale();
  const { first, whole, all } = await rendererBytes(join(outDir, 'renderer'));
  return [
    lineOf({
      name: 'desk: what a browser loads until it can be used, gzip',
      unit: 'bytes',
      values: [first],
      limit: limits.rendererBytes,
      note: 'page, scripts, styles and the texts of one language, of the build; the shells on this PC send them as they are',
    }),
    lineOf({
      name: 'desk: the same with the texts of the other language, which follow',
      unit: 'bytes',
      values: [whole],
      note: 'held to no limit',
    }),
    lineOf({
      name: 'desk: the same with settings, set-up and history, which follow',
      unit: 'bytes',
      values: [all],
      note: 'held to no limit; fetched once the desk can be used, by whom it offers them; a first set-up and an administrator wait for them',
    }),
  ];
};
