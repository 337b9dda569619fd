/** The desk in a browser: beside its core on this computer, or at the clinic's service. */
import type { Bridge } from './bridge.ts';
import { loopbackWay } from './web/loopbackWay.ts';
import { servicePath } from '../shared/deskLine/service.ts';
import { serviceWay } from './web/serviceWay.ts';
import { SocketBridge } from './web/socketBridge.ts';

export function connectWeb(): Bridge {
  const atService = location.pathname.startsWith(servicePath);
  const bridge = new SocketBridge(atService ? serviceWay(location, __DESK_VERSION__) : loopbackWay);
  bridge.open();
  return bridge;
}
