/** What an administrator sets up before the day begins, by the desk's own messages and not by hand: it is not what is tested. */
import { defaultSettings } from '../../../../src/shared/settings.ts';
import { createAdministrator, openDesk } from '../../../integration/service/process/world.ts';
import { doctor } from '../../support/clinic.ts';
import { phone, type House } from './house.ts';
import { names, password } from './staff.ts';

export interface People {
  /** Logins of reception beside Dr. Petrova. */
  readonly north: readonly string[];
  /** Of another site: its doctor, and reception. */
  readonly south?: { readonly doctor: string; readonly reception: string };
}

/** Administrator `admin`, the site North, Dr. Petrova, reception; waiting room; doctors enter as named guests. */
export async function setUp(house: House, { north, south }: People): Promise<void> {
  const [node] = house.nodes;
  if (!node) throw new Error('no node runs');
  const { direct } = node;
  const cookie = await createAdministrator(direct, await house.firstCode(), password);
  const desk = await openDesk(direct, cookie, { keep: true });
  await desk.ask('sites:put', { id: 'north', name: 'North' });
  const account = (login: string, site: string) => ({
    ...{ login, password, name: names[login] ?? login, siteIds: [site] },
  });
  const addDoctor = (login: string, site: string) =>
    desk.ask('people:create', { ...account(login, site), role: 'doctor', trueconfId: login });
  const addReception = (login: string, site: string) =>
    desk.ask('people:create', { ...account(login, site), role: 'reception', trueconfId: null });
  await addDoctor(doctor.id, 'north');
  for (const login of north) await addReception(login, 'north');
  if (south) {
    await desk.ask('sites:put', { id: 'south', name: 'South' });
    await addDoctor(south.doctor, 'south');
    await addReception(south.reception, 'south');
  }
  await desk.ask('settings:save', {
    linksMayDie: false,
    sections: {
      clinic: { name: 'City Clinic No. 5', phone, showDoctor: true },
      doctors: { list: [], entry: 'named-guest' },
      visits: { ...defaultSettings.visits, admission: 'waiting' },
    },
  });
  desk.client.socket.close();
}
