/** What of the settings may leave this computer in a report: an allow-list. No secret is a setting; names and texts stay here. */
import type { Settings } from '../../shared/settings.ts';

/** `section.field: value`, one line each; of what stays here only whether it is filled in. */
export function settingsFacts(settings: Settings): readonly string[] {
  const { server, doctors, join, visits, clinic, privacy, diagnostics, app, service, updates } = settings;
  return [
    line('server.address', server.address),
    line('server.clientId', isSet(server.clientId)),
    line('server.trust', server.trust),
    line('server.caFile', isSet(server.caFile)),
    line('server.pin', server.pin?.sha256 ?? ''),
    line('server.proxy.mode', server.proxy.mode),
    line('server.proxy.address', server.proxy.address),
    line('server.proxy.user', isSet(server.proxy.user)),
    line('doctors', doctors.list.length),
    line('doctors.entry', doctors.entry),
    line('join.interface', join.interface ?? ''),
    line('join.port', join.port),
    line('join.publicAddress', join.publicAddress),
    line('join.trustedProxies', join.trustedProxies.join(' ')),
    line('join.certificateFile', isSet(join.certificateFile)),
    line('join.keyFile', isSet(join.keyFile)),
    line('join.pfxFile', isSet(join.pfxFile)),
    line('join.entry', join.entry),
    line('visits.places', visits.places),
    line('visits.linkLifeHours', visits.linkLifeHours),
    line('visits.admission', visits.admission),
    line('visits.guestSeats', visits.guestSeats ?? ''),
    line('visits.rights', visits.rights),
    line('clinic.name', isSet(clinic.name)),
    line('clinic.phone', isSet(clinic.phone)),
    line('privacy.keepDays', privacy.keepDays),
    line('diagnostics.rehearsal', diagnostics.rehearsal),
    line('app.language', app.language),
    line('service.address', service.address),
    line('updates.check', String(updates.check)),
    line('updates.address', updates.address),
  ];
}

const line = (name: string, value: string | number): string => `${name}: ${value === '' ? '-' : value}`;
const isSet = (value: string): string => (value === '' ? '' : '(set)');
