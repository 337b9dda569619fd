/** The staff side: the browser desk and the socket of all desks. The one entry for the service's composition. */
import type { FastifyInstance } from 'fastify';
import { servePages } from './pages.ts';
import type { StaffParts } from './parts.ts';
import { createRoom } from './room.ts';
import { serveDesks } from './socket.ts';

export { closeCodes } from './protocol.ts';
export { createLocalSignals, type DeskSignal, type DeskSignals } from './signals.ts';
export { staffLimits, type StaffLimits, type StaffMetrics, type StaffParts } from './parts.ts';

export interface Staff {
  /**
   * `GET /` → `/desk/`, the renderer there, and the socket `/desk/socket` at the application's own server. To be
   * registered as it is. When the application closes, the desks are told first.
   */
  readonly plugin: (app: FastifyInstance) => Promise<void>;
  /** Desks that are connected to this node. */
  desks(): number;
  /** Answers what is under way, then sends the desks elsewhere; nobody is let in after. Safe to call twice. */
  stop(): Promise<void>;
}

export function createStaff(parts: StaffParts): Staff {
  const room = createRoom(parts);
  return {
    async plugin(app) {
      const door = serveDesks(app.server, room, parts);
      // Before the server waits for its connections to end.
      app.addHook('preClose', async () => {
        await room.stop();
        door.close();
      });
      await servePages(app, parts);
    },
    desks: room.size,
    stop: room.stop,
  };
}
