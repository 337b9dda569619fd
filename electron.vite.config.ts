/** What a browser or Electron loads is built here; everything else of main runs from its sources. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import desk from './package.json' with { type: 'json' };
import { inlineRoom } from './src/emulator/roomAssets.ts';

export default defineConfig({
  main: {
    plugins: [inlineRoom()],
    build: {
      // Dependencies stay packages: electron-store and its like are loaded by Electron's own Node.
      externalizeDeps: true,
      rolldownOptions: { input: 'src/main/index.ts', external: ['node:sqlite'] },
    },
  },
  preload: {
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
    plugins: [react()],
    define: { __DESK_VERSION__: JSON.stringify(desk.version) },
    build: {
      outDir: 'out/renderer',
      // electron-vite's default is not to: 565 kB against 219 kB.
      minify: true,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
