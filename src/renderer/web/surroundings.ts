/** What a browser gives to the desk's line. */
import type { DeskLine } from '../../shared/deskLine/deskLine.ts';
import type { Surroundings } from '../../shared/deskLine/connection.ts';

export const browserSurroundings: Surroundings = {
  openSocket({ url }, ears) {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => ears.onOpen());
    socket.addEventListener('message', (event) => ears.onMessage(event.data));
    socket.addEventListener('close', (event) => ears.onClose(event.code));
    return { send: (text) => socket.send(text), close: () => socket.close() };
  },
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** A computer that wakes up, and one that is pulled off the network, say so. */
export function followComputer(line: DeskLine): void {
  window.addEventListener('online', () => line.wake());
  window.addEventListener('offline', () => line.drop());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') line.wake();
  });
}
