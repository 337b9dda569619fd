/** What `npm start` and `npm run demo` run. Nothing is imported before the cache is on: what comes first would be compiled anew at each start. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// In the project, not in the system's shared temporary folder: what lies here is run. A folder that cannot be written is no error.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/visit-desk'));

await import('./launch/main.ts');
