/** The built-in server of the demo: the emulator, with a user for the doctor. */
import { randomBytes } from 'node:crypto';
import type { StartDemoServer } from './app.ts';

export const startDemoServer: StartDemoServer = async (doctor) => {
  // Not before it is wanted: with its libraries it is a tenth of the process.
  const { startEmulator } = await import('../emulator/index.ts');
  const secret = (): string => randomBytes(20).toString('hex');
  const [clientId, clientSecret] = [secret(), secret()];
  const emulator = await startEmulator({
    clientId,
    clientSecret,
    users: [{ id: doctor.id, displayName: doctor.name || doctor.id, password: 'demo' }],
  });
  return { origin: emulator.origin, clientId, clientSecret, close: () => emulator.close() };
};
