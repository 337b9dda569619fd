import { defineConfig, type Plugin } from 'vite';
import { recordPackages } from './scripts/package/bundled.ts';

/**
 * The page is inline in each answer: it carries no token of the design language that it does not use, those that it uses
 * have short names, and there is no rule without a declaration.
 */
const shortenTokens: Plugin = {
  name: 'shorten-tokens',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'asset' || typeof file.source !== 'string') continue;
      const style = file.source;
      const used = style.replace(/(--[\w-]+):[^;}]*;?/g, (token: string, name: string) =>
        style.includes(`var(${name})`) ? token : '',
      );
      const names = [...new Set(used.match(/--[\w-]+/g))];
      file.source = used
        .replace(/--[\w-]+/g, (name) => `--${names.indexOf(name).toString(36)}`)
        .replace(/@media[^{}]*\{[^{}]*\{\}\}/g, '');
    }
  },
};

/**
 * The patient's page: one script and one style, put inline by the server (`main/join/pages.ts`).
 * The floor is iOS 15 and Chrome 90; Vite's own default is far above it.
 */
export default defineConfig({
  root: 'src/join-page',
  publicDir: false,
  logLevel: 'warn',
  plugins: [shortenTokens, recordPackages('join-page', import.meta.dirname)],
  build: {
    outDir: '../../out/join-page',
    emptyOutDir: true,
    // The floor is Chrome 90; named 91 because the builder would rewrite every `?.` for 90, which gets only an optional
    // call with spread wrong (`f?.(...x)`). The page must have none of those; scripts/pageCheck.ts holds the rest of the floor.
    target: ['es2020', 'chrome91', 'edge91', 'firefox91', 'safari15', 'ios15'],
    cssTarget: ['chrome90', 'firefox91', 'safari15', 'ios15'],
    modulePreload: false,
    rolldownOptions: {
      input: { page: 'src/join-page/page.ts', style: 'src/join-page/style.css' },
      output: { entryFileNames: '[name].js', assetFileNames: 'page[extname]' },
    },
  },
});
