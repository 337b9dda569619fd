/** What a browser or Electron loads is built here; everything else of main runs from its sources. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import desk from './package.json' with { type: 'json' };
import { recordPackages } from './scripts/package/bundled.ts';
import { inlineRoom } from './src/emulator/roomAssets.ts';

const root = import.meta.dirname;

export default defineConfig({
  main: {
    plugins: [inlineRoom(), recordPackages('main', root)],
    build: {
      // Everything in a few files: the package ships no folder of packages that somebody could exchange.
      externalizeDeps: false,
      rolldownOptions: { input: 'src/main/index.ts', external: ['electron', /^node:/] },
    },
  },
  preload: {
    plugins: [recordPackages('preload', root)],
    build: {
      // A sandboxed preload can load neither an ES module nor a package nor a second file.
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src/preload/index.ts',
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), recordPackages('renderer', root)],
    define: { __DESK_VERSION__: JSON.stringify(desk.version) },
    build: {
      outDir: 'out/renderer',
      // electron-vite's default is not to: 565 kB against 219 kB.
      minify: true,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
