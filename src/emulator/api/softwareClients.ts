/** `GET /api/v3.x/software/clients`: the guest's way in (trueconf-api.md §4). */
import { escapeHtml, json, problem, type Reply, type Request } from '../http.ts';
import { hasGuestSeat, originInAnswers, type Conference, type GuestPass, type World } from '../world.ts';

const maxPasses = 10_000;

/** `2$slug*Display name`, `$Display name`, or nothing at all (§4.1). */
function parseGuest(world: World, user: string): Omit<GuestPass, 'conferenceId'> {
  const chosen = /^2\$([^*]*)\*(.*)$/su.exec(user);
  const slug = chosen?.[1];
  if (slug) {
    const displayName = chosen[2] ?? '';
    return { login: `${slug}*${displayName}`, guestId: slug, displayName };
  }
  const displayName = /^\$(.+)$/su.exec(user)?.[1] ?? 'guest';
  const guestId = `guest_${world.bytes(6).toString('hex')}`;
  return {
    login: user.startsWith('$') ? `*${guestId}*${displayName}` : '*guest*guest',
    guestId,
    displayName,
  };
}

/** A token for one guest and one conference, in TrueConf's shape: `$hash*unix time*hash`. */
export function issuePass(world: World, pass: GuestPass): string {
  const hash = () => world.bytes(16).toString('hex');
  const token = `$${hash()}*${Math.floor(Date.now() / 1_000)}*${hash()}`;
  world.guestPasses.set(token, pass);
  const oldest = world.guestPasses.keys().next().value;
  if (world.guestPasses.size > maxPasses && oldest !== undefined) world.guestPasses.delete(oldest);
  return token;
}

/** `$` and `*` stand as they are in every address that was seen. */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('%24', '$');

export function fragment(world: World, login: string, token: string): string {
  const shown = world.faults.rawFragment ? login : encode(login);
  return `#login=${shown}&token=${world.faults.rawFragment ? token : encode(token)}&lang=auto`;
}

function webEntry(world: World, path: string, pass: GuestPass): object {
  const url = `${originInAnswers(world)}/${path}/${pass.conferenceId}${fragment(world, pass.login, issuePass(world, pass))}`;
  const iframe =
    `<iframe allowfullscreen="allowfullscreen" width="720" height="405" allow="microphone; camera; autoplay" ` +
    `onload="" onerror="" src="${escapeHtml(url)}"></iframe>`;
  return {
    type: 'web',
    platform: 'webrtc',
    ...(!world.faults.iframeOnly && { web_url: url }),
    iframe,
  };
}

function offersWebClient({ faults }: World, conference: Conference): boolean {
  if (faults.noWebClient || (faults.noWebClientBeforeRun && !conference.running)) return false;
  return conference.fields.allowGuests || faults.privateWebClient;
}

export function softwareClients(world: World, { query }: Request): Reply {
  const { faults } = world;
  const id = query.get('call_id') ?? '';
  const native = { type: 'standalone', platform: 'ios' };
  const conference = world.conferences.get(id);
  if (!conference)
    return faults.missingCallEmpty
      ? json(200, { clients: [native] })
      : problem(404, 'conferenceNotFound', `Conference '${id}' is not found.`);
  const guest = parseGuest(world, query.get('user') ?? '');
  if (!offersWebClient(world, conference) || !hasGuestSeat(world, guest.guestId))
    return json(200, { clients: [native] });
  const pass = { ...guest, conferenceId: id };
  const entries = [webEntry(world, 'webrtc', pass), webEntry(world, 'webrtc-widget', pass)];
  return json(200, { clients: [...(faults.widgetFirst ? entries.reverse() : entries), native] });
}
