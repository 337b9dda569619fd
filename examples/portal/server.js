/**
 * What a clinic's portal does with Visit Desk, as small as it can be: a page with a chat, a button "Video visit", and the
 * link that appears in the chat. The key stays here, on the server; the page gets nothing but the link.
 *
 *   VISIT_DESK_URL=https://desk.clinic.example VISIT_DESK_KEY=vd_… DOCTOR_ID=petrova node examples/portal/server.js
 *
 * Needs Node 20 or newer and nothing else. What a real portal has besides (who is signed in, which chat is whose) is left out.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { VISIT_DESK_URL: desk, VISIT_DESK_KEY: key, DOCTOR_ID: doctorId, PORT: port = '8090' } = process.env;
if (!desk || !key || !doctorId) {
  console.error('Set VISIT_DESK_URL, VISIT_DESK_KEY and DOCTOR_ID.');
  process.exit(2);
}

const files = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/chat.js': { name: 'chat.js', type: 'text/javascript; charset=utf-8' },
  '/chat.css': { name: 'chat.css', type: 'text/css; charset=utf-8' },
};

/** The chat of this example: it lives as long as the process. */
const messages = [{ from: 'clinic', text: 'Hello! Write here, or press "Video visit".' }];

/**
 * A visit for now. The key of the request is made once and kept for every try, so that a lost answer never makes two
 * visits: whatever a real portal stores with its appointment serves as well.
 */
async function createVisit() {
  const requestKey = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post('/api/v1/visits', { doctorId }, requestKey).catch(() => undefined);
    if (answer?.ok) return answer.json();
    const isWorthIt = !answer || answer.status === 429 || answer.status >= 500;
    if (!isWorthIt || attempt === 3) throw new Error(answer ? (await answer.json()).code : 'unreachable');
    const waitSeconds = Number(answer?.headers.get('retry-after') ?? attempt);
    await new Promise((resolve) => setTimeout(resolve, waitSeconds * 1_000));
  }
}

function post(path, body, requestKey) {
  return fetch(new URL(path, desk), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': requestKey,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
}

async function startVisit(response) {
  try {
    const { link, helpCode } = await createVisit();
    if (!link) throw new Error('no-link');
    messages.push({ from: 'clinic', text: 'Your video visit is ready:', link, helpCode });
  } catch (error) {
    // For whoever runs the portal; the patient is told what to do instead.
    console.error(`No visit: ${error.message}`);
    messages.push({ from: 'clinic', text: 'The video visit could not be made. Please call us.' });
  }
  send(response, 200, messages);
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

const server = createServer(async ({ method, url, headers }, response) => {
  const file = method === 'GET' && Object.hasOwn(files, url) ? files[url] : undefined;
  if (file) {
    response.writeHead(200, { 'content-type': file.type, 'content-security-policy': "default-src 'self'" });
    response.end(await readFile(new URL(`public/${file.name}`, import.meta.url)));
  } else if (method === 'GET' && url === '/messages') {
    send(response, 200, messages);
  } else if (method === 'POST' && url === '/video-visit') {
    // Only this page: another site must not make visits with its visitors' browsers.
    if (headers['sec-fetch-site'] !== 'same-origin') send(response, 403, { code: 'foreign-origin' });
    else await startVisit(response);
  } else {
    send(response, 404, { code: 'not-found' });
  }
});
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
process.once('SIGTERM', () => process.exit(0));
