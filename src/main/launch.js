/**
 * What `npm start` and `npm run demo` run. Nothing is imported before the cache is on: what comes first would be compiled anew at each
 * start. Plain JavaScript for the same reason: Node's stripper of types, which the cache spares all the rest, takes 15 MB for good.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// In the project, not in the system's shared temporary folder: what lies here is run. A folder that cannot be written is no error.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/visit-desk'));

// The space for what is young stays small: the desk makes little garbage at a time, and twenty megabytes are the doctor's.
setFlagsFromString('--semi-space-growth-factor=1');

// What outlives it (a long list, a search) is soon garbage, too: collected when the heap has grown by a third. By itself V8 lets it grow
// fourfold, and a day of boards and searches leaves the process at 230 MB instead of 145.
setFlagsFromString('--heap-growing-percent=30');

// The parser of the server's answers is WebAssembly (undici). V8 would compile it anew, optimized, after a few answers: 80 ms of the
// start and 10 MB for good, to save microseconds with answers this small. Without the second flag it would do so at once.
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');

await import('./launch/main.ts');
