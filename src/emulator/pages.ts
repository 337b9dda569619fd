/** The pages that a browser opens on the emulated server. */
import { fragment, issuePass } from './api/softwareClients.ts';
import { escapeHtml, parseFields, type Reply, type Request } from './http.ts';
import type { RoomAssets } from './roomAssets.ts';
import { signIn } from './signIn.ts';
import type { World } from './world.ts';

const assetPath = '/emulator/room/';

/** Own files only; framing is allowed unless the switch forbids it. */
function headers(world: World, request: Request): Readonly<Record<string, string>> {
  const host = /^[\w.:[\]-]+$/.exec(request.headers.host ?? '')?.[0] ?? '';
  const ancestors = world.faults.frameHeaders ? "'none'" : '*';
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://${host} wss://${host}; ` +
      `img-src 'self' data:; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}`,
    ...(world.faults.frameHeaders && { 'x-frame-options': 'DENY' }),
  };
}

function page(world: World, request: Request, status: number, head: string, body: string): Reply {
  const html =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Video call</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">` +
    `<link rel="stylesheet" href="${assetPath}room.css">${head}</head><body>${body}</body></html>`;
  return { status, headers: headers(world, request), body: html };
}

const plain = (world: World, request: Request, status: number, text: string): Reply =>
  page(world, request, status, '', `<main class="screen"><div class="card">${text}</div></main>`);

function room(world: World, request: Request, conferenceId: string): Reply {
  const message = world.faults.roomMessage ?? '';
  const script = `<script type="module" src="${assetPath}main.ts"></script>`;
  const data = `data-conference="${escapeHtml(conferenceId)}" data-message="${message}"`;
  return page(world, request, 200, script, `<div id="room" ${data}></div>`);
}

const nameForm =
  '<h1>Video call</h1><form method="post"><label>Your name<input name="name" required maxlength="100" autocomplete="name">' +
  '</label><button class="main">Join in the browser</button></form>';

/** The conference page: a guest types a name (§5); the app never sends anybody here. */
function conferencePage(world: World, request: Request, conferenceId: string): Reply {
  const conference = world.conferences.get(conferenceId);
  if (!conference?.fields.allowGuests)
    return plain(world, request, 404, '<p>There is no such conference.</p>');
  const { name } = parseFields(request);
  if (request.method !== 'POST' || typeof name !== 'string' || name.trim() === '')
    return plain(world, request, 200, nameForm);
  const guestId = `guest_${world.bytes(6).toString('hex')}`;
  const login = `*${guestId}*${name.trim()}`;
  const pass = { conferenceId, login, guestId, displayName: name.trim() };
  const location = new URL(
    `/webrtc/${conferenceId}${fragment(world, login, issuePass(world, pass))}`,
    world.origin,
  ).href;
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

function asset(assets: RoomAssets, name: string): Reply | null {
  const text = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (text === undefined) return null;
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
  return {
    status: 200,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
    body: text,
  };
}

const readable = (request: Request): boolean => request.method === 'GET' || request.method === 'HEAD';

/** Every path outside the API. */
export function answerPage(world: World, assets: RoomAssets, request: Request): Reply {
  const { path, method } = request;
  const [, kind, id] = /^\/(webrtc|webrtc-widget|c)\/(\w{1,128})$/.exec(path) ?? [];
  if (kind === 'c' && id !== undefined) return conferencePage(world, request, id);
  if (id !== undefined && readable(request)) return room(world, request, id);
  if (path === '/emulator/sign-in' && method === 'POST') return signIn(world, request);
  const file = path.startsWith(assetPath) ? asset(assets, path.slice(assetPath.length)) : null;
  if (file) return file;
  if (path === '/')
    return plain(
      world,
      request,
      200,
      '<h1>TrueConf Server emulator</h1><p>For trying out, training and tests. This is not TrueConf Server.</p>',
    );
  return plain(world, request, 404, '<p>There is no such page.</p>');
}
