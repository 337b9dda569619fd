/** The page that IT opens on a phone (`reach/phoneTest.ts`): one question, or none over http, and a word of thanks. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { messages } from '../../shared/i18n/messages.ts';
import { languages } from '../../shared/settings.ts';
import { mostAddressChars } from '../../shared/ipc/reach.ts';
import { phoneTestPath } from '../reach/phoneTest.ts';
import { addressSpaceOf } from './addressSpace.ts';
import type { Answers } from './answers.ts';
import type { JoinServerDeps } from './deps.ts';
import { markup, trusted, type Html } from './html.ts';
import type { Miss } from './place.ts';
import { field, isSecure } from './request.ts';

interface AtTest {
  readonly Params: { readonly code: string };
}

interface Parts {
  readonly deps: JoinServerDeps;
  readonly answers: Answers;
  readonly miss: Miss;
  readonly origins: () => readonly string[];
}

export const phoneTestRoute = (basePath = ''): string => `${basePath}${phoneTestPath(':code')}`;

export function addPhoneTest(app: FastifyInstance, parts: Parts): void {
  const { deps, miss, origins } = parts;
  const path = phoneTestRoute(deps.basePath);
  app.get<AtTest>(path, async (request, reply) => {
    if (deps.phoneTest?.isOpen(request.params.code)) send(parts, request, reply, 'asks');
    else await miss(request, reply);
    return reply;
  });
  app.post<AtTest>(path, async (request, reply) => {
    const { code } = request.params;
    const https = isSecure(request, origins());
    const warned = https ? field(request.body, 'warned') === 'yes' : null;
    const { ip } = request;
    // What a proxy hands on may be no address, and proves nothing of the internet then.
    const space = addressSpaceOf(ip) ?? 'private';
    const said = { address: ip.slice(0, mostAddressChars), space, https, warned };
    if (deps.phoneTest?.hear(code, said)) send(parts, request, reply, 'thanks');
    else await miss(request, reply);
    return reply;
  });
}

function send(
  { deps, answers, origins }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  what: 'asks' | 'thanks',
): void {
  const chosen = answers.choice(request).language;
  const language = languages.find((code) => code === chosen) ?? 'en';
  const { reach: words } = messages[language];
  const content =
    what === 'thanks'
      ? markup`<h1>${words['phone-thanks']}</h1><p>${words['phone-back']}</p>`
      : form(words, isSecure(request, origins()));
  const page = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words['phone-title']}</title>
<link rel="icon" href="data:,">
<style>${trusted(deps.assets.style.text)}</style>
</head>
<body>
<header><span class="clinic">${words['phone-title']}</span></header>
<main><div class="card">
${content}
</div></main>
</body>
</html>
`.text;
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-language', language)
    .send(page);
}

/** Whether a browser warned of the certificate nobody but its person knows: once they went on, it is silent. */
function form(words: (typeof messages)['en']['reach'], https: boolean): Html {
  const question = https
    ? markup`<p>${words['phone-question']}</p>
<button type="submit" name="warned" value="no">${words['phone-no-warning']}</button>
<button type="submit" class="second" name="warned" value="yes">${words['phone-warning']}</button>`
    : markup`<button type="submit">${words['phone-tell']}</button>`;
  return markup`<h1>${words['phone-reached']}</h1><form method="post">${question}</form>`;
}
