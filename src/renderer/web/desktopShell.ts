/** The desktop around the page: its own channels, which no core and no service has. */
import type { DeskApi } from '../../shared/ipc/contract.ts';
import type { NoticeState, ShellPorts } from '../shellPorts.ts';

export function desktopShell(api: DeskApi): ShellPorts {
  // Until it has said otherwise: there is nobody to ask for leave.
  let state: NoticeState = 'granted';
  let awake = false;
  return {
    kind: 'desktop',
    notices: {
      state: () => state,
      ask: () => Promise.resolve(state),
      show(notice) {
        void api.request('shell:notify', notice).then((answer) => {
          if (answer.ok) state = answer.value.shown ? 'granted' : 'none';
        });
      },
      dismiss: (name) => void api.request('shell:dismiss', { name }),
      onOpened: (listener) => api.on('shell:opened', ({ visitId }) => listener(visitId)),
    },
    setBadge: (badge) => void api.request('shell:badge', badge),
    keepsAwake: true,
    setAwake(wanted) {
      if (wanted === awake) return;
      awake = wanted;
      void api.request('shell:awake', { awake });
    },
  };
}
