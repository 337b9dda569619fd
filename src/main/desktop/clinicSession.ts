/** The session at the clinic's service: a cookie in a partition of its own, which no page of the app can read. */
import type { SessionSource } from '../clinic/clinicDesk.ts';
import { serviceOpening, sessionCookies } from '../../shared/deskLine/service.ts';
import { installPermissions } from './permissions.ts';
import type { DesktopPort } from './port.ts';

export const clinicPartition = 'persist:clinic';

export interface ClinicSession extends SessionSource {
  /** Nobody is signed in at this PC, at the identity provider neither. */
  forget(): Promise<void>;
}

/** Pages in this partition get no permission and no download. */
export function createClinicSession(port: Pick<DesktopPort, 'session'>, origin: string): ClinicSession {
  const session = port.session.fromPartition(clinicPartition);
  installPermissions(
    session,
    () => ({ page: 'own', place: null }),
    () => null,
  );
  session.on('will-download', (event) => event.preventDefault());
  const { url } = serviceOpening({ origin, version: '', desk: '' });
  return {
    async cookie() {
      const cookies = await session.cookies.get({ url: url.replace(/^ws/, 'http') });
      const own = cookies.find(({ name }) => sessionCookies.includes(name));
      return own && `${own.name}=${own.value}`;
    },
    forget: () => session.clearStorageData(),
  };
}
