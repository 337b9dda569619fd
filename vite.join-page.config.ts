import { defineConfig } from 'vite';

/**
 * The patient's page: one script and one style, put inline by the server (`main/join/pages.ts`).
 * The floor is iOS 15 and Chrome 90; Vite's own default is far above it.
 */
export default defineConfig({
  root: 'src/join-page',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: '../../out/join-page',
    emptyOutDir: true,
    target: ['es2020', 'chrome90', 'edge90', 'firefox91', 'safari15', 'ios15'],
    cssTarget: ['chrome90', 'firefox91', 'safari15', 'ios15'],
    modulePreload: false,
    rolldownOptions: {
      input: { page: 'src/join-page/page.ts', style: 'src/join-page/style.css' },
      output: { entryFileNames: '[name].js', assetFileNames: 'page[extname]' },
    },
  },
});
