/** The desktop with the clinic's service: main has the line, this page is told how it stands. */
import type { DeskApi } from '../../shared/ipc/contract.ts';
import type { Connection } from '../../shared/deskLine/connection.ts';
import { clinicMark } from '../../shared/deskLine/service.ts';
import type { Bridge } from '../bridge.ts';

export const isClinicApp = (): boolean => location.search === clinicMark;

export function clinicBridge(api: DeskApi): Bridge {
  let connection: Connection = 'opening';
  let isTold = false;
  const watchers = new Set<() => void>();
  const become = (next: Connection): void => {
    if (connection === next) return;
    // Perhaps somebody else signs in: nothing of the former's board stays in this page.
    if (connection === 'signed-out') {
      location.reload();
      return;
    }
    connection = next;
    for (const watcher of watchers) watcher();
  };
  // Subscribed first and asked second, so that no change falls in between; what was told is newer than the answer.
  api.on('connection:changed', (changed) => {
    isTold = true;
    become(changed.connection);
  });
  void api.request('clinic:state', {}).then((answer) => {
    if (answer.ok && !isTold) become(answer.value.connection);
  });
  return {
    api,
    keepsClicks: true,
    isClinicApp: true,
    connection: () => connection,
    onConnection(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}
