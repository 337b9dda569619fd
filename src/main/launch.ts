/** What `npm start` and `npm run demo` run. Nothing is imported before the cache is on: what comes first would be compiled anew at each start. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// In the project, not in the system's shared temporary folder: what lies here is run. A folder that cannot be written is no error.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/visit-desk'));

// The space for what is young stays small: the desk makes little garbage at a time, and twenty megabytes are the doctor's.
setFlagsFromString('--semi-space-growth-factor=1');

await import('./launch/main.ts');
