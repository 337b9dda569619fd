/**
 * `npm run gallery`: builds the gallery of components and serves it on this computer until Ctrl+C, under the policy of the real
 * desk. It is built beside what is shipped, never into it.
 */
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { contentSecurityPolicy } from '../src/main/security/csp.ts';

const root = join(import.meta.dirname, '..');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Into this folder, which is emptied. Errors: rejects when it does not build. */
export async function buildGallery(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: join(root, 'src/renderer/gallery'),
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    define: { __DESK_VERSION__: '"gallery"' },
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 1_000 },
  });
}

export interface ServedGallery {
  readonly origin: string;
  close(): Promise<void>;
}

/** On loopback, at any free port. */
export async function serveGallery(folder: string): Promise<ServedGallery> {
  const server: Server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
    readFile(join(folder, path === '/' ? 'index.html' : path)).then(
      (body) => {
        response.writeHead(200, {
          'content-type': types[extname(path)] ?? 'text/html; charset=utf-8',
          'content-security-policy': contentSecurityPolicy(),
        });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = Object.assign({ port: 0 }, server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

if (import.meta.main) {
  const folder = join(root, 'out/gallery');
  await buildGallery(folder);
  const { origin, close } = await serveGallery(folder);
  console.log(`${origin}/?lang=ru&theme=dark&text=200`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}
