/**
 * `npm run emulator`: a TrueConf Server to try the service with, on this computer, until Ctrl+C. Prints what to type into the
 * settings; `--json` prints it for machines. Nothing of it is kept.
 */
import { randomBytes } from 'node:crypto';
import { startEmulator } from '../src/emulator/index.ts';

const doctor = { id: 'petrova', displayName: 'Dr. Petrova', password: randomBytes(6).toString('base64url') };
const [clientId, clientSecret] = [randomBytes(8).toString('hex'), randomBytes(20).toString('hex')];

const emulator = await startEmulator({ clientId, clientSecret, users: [doctor] });
const shown = {
  'Server address': emulator.origin,
  'Client ID': clientId,
  'Client Secret': clientSecret,
  'TrueConf ID of the doctor': doctor.id,
  'Password of the doctor there': doctor.password,
};
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ origin: emulator.origin, clientId, clientSecret, doctor }));
else for (const [name, value] of Object.entries(shown)) console.log(`${name.padEnd(30)} ${value}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
