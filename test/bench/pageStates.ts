/** Every state of the patient's page that requests can reach, each at its largest, as it comes out of the socket. */
import { gunzipSync } from 'node:zlib';
import type { DeskSocket } from './deskSocket.ts';
import { browserHeaders, rawRequest } from './patient.ts';

export interface StateBytes {
  readonly state: string;
  /** Head and body. */
  readonly bytes: number;
}

const longName = 'Константин Константинович Константинопольский-Задунайский-Преображенский, Екатеринбург';
const longMessage =
  'Врач задерживается на операции, просим прощения. Пожалуйста, оставайтесь на странице, держите под рукой список лекарств, результаты последних анализов и тонометр, включите свет в комнате. Спасибо!';

/** A browser at one link that keeps its cookie and reads pages in one language. */
class Reader {
  readonly #link: string;
  readonly #language: string;
  #cookie = '';

  constructor(link: string, language: string) {
    this.#link = link;
    this.#language = language;
  }

  /** The page, checked to be in this state, zipped, and in the language that was asked for. */
  async page(state: string, what = state): Promise<StateBytes> {
    return this.#checked(await this.#ask(this.#link), state, what);
  }

  /** The page that answers a form which was sent without a script. */
  async pageAfter(
    verb: string,
    fields: Readonly<Record<string, string>>,
    state: string,
    what: string,
  ): Promise<StateBytes> {
    return this.#checked(await this.#ask(`${this.#link}/${verb}`, fields), state, what);
  }

  /** The same link with the code of a hand-over. */
  async pageWith(code: string, state: string, what: string): Promise<StateBytes> {
    return this.#checked(await this.#ask(`${this.#link}?h=${code}`), state, what);
  }

  /** Errors: rejects when the answer is another status. */
  async posts(verb: string, fields: Readonly<Record<string, string>>, status: number): Promise<void> {
    const { head } = parted(await this.#ask(`${this.#link}/${verb}`, fields));
    if (!head.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`POST ${verb}: ${head.slice(0, 20)}`);
  }

  async #ask(url: string, fields?: Readonly<Record<string, string>>): Promise<Buffer> {
    const headers = {
      ...browserHeaders,
      'accept-language': this.#language,
      ...(this.#cookie !== '' && { cookie: this.#cookie }),
      ...(fields && { origin: new URL(url).origin }),
    };
    const answer = await rawRequest(url, { headers, fields });
    const cookie = /^set-cookie: ([^;\r]+)/im.exec(parted(answer).head)?.[1];
    if (cookie !== undefined) this.#cookie = cookie;
    return answer;
  }

  #checked(answer: Buffer, state: string, what: string): StateBytes {
    const { head, body } = parted(answer);
    if (!/^content-encoding: gzip/im.test(head)) throw new Error(`${what}: not zipped`);
    if (!new RegExp(`^content-language: ${this.#language}`, 'im').test(head))
      throw new Error(`${what}: not in the language that was asked for`);
    const found = /<main[^>]* data-state="([^"]+)"/.exec(gunzipSync(body).toString())?.[1];
    if (found !== state) throw new Error(`${what}: the page is ${String(found)}`);
    return { state: `${what} (${this.#language})`, bytes: answer.length };
  }
}

function parted(answer: Buffer): { readonly head: string; readonly body: Buffer } {
  const end = answer.indexOf('\r\n\r\n');
  return { head: answer.subarray(0, end).toString('latin1'), body: answer.subarray(end + 4) };
}

/** A browser that says it cannot make calls is refused with the longest page, and changes nothing. */
const refused = { name: longName, browser: 'in-app', system: 'android', camera: 'missing' } as const;

/** Needs a desk whose visits begin in the waiting room. Errors: rejects when a state is not reached. */
export async function everyState(desk: DeskSocket, language: string): Promise<readonly StateBytes[]> {
  const { id, link } = await desk.newVisit();
  const states = [
    ...(await formStates(link, language)),
    ...(await goneStates(link, language)),
    ...(await declinedStates(desk, id, link, language)),
  ];
  const patient = new Reader(link, language);
  await patient.page('form');
  await patient.posts('join', { name: longName }, 303);
  states.push(await patient.page('waiting'));
  const personId = await desk.personIn(id, 'waiting');
  await desk.tell(id, personId, longMessage);
  states.push(await patient.page('waiting', 'waiting, message'));
  await desk.letIn(id, [personId]);
  states.push(await patient.page('let-in'));
  states.push(await patient.pageAfter('join', refused, 'let-in', 'let-in, refused'));
  await patient.posts('join', {}, 303);
  states.push(await patient.page('let-in', 'let-in, returning'));
  states.push(await patient.pageAfter('call-me', { reason: 'camera' }, 'called', 'called'));
  await desk.end(id);
  states.push(await patient.page('thanks'));
  states.push(await new Reader(link, language).page('dead'));
  return states;
}

async function formStates(link: string, language: string): Promise<readonly StateBytes[]> {
  const code = 'A'.repeat(22);
  // Each in a browser that is new, because the first answer carries its cookie.
  const visitor = (): Reader => new Reader(link, language);
  const states = [await visitor().page('form')];
  states.push(await visitor().pageAfter('join', { name: '' }, 'form', 'form, no name'));
  states.push(await visitor().pageAfter('join', refused, 'form', 'form, refused'));
  await visitor().posts('hand-over', { code, name: longName }, 204);
  states.push(await visitor().pageWith(code, 'form', 'form, name waits'));
  return states;
}

async function goneStates(link: string, language: string): Promise<readonly StateBytes[]> {
  const visitor = new Reader(link, language);
  await visitor.page('form');
  await visitor.posts('join', { name: longName }, 303);
  await visitor.posts('report', { event: 'leaving' }, 200);
  // A GET within half a minute would be a reload, and wait again.
  return [await visitor.pageAfter('join', refused, 'gone', 'gone, refused')];
}

async function declinedStates(
  desk: DeskSocket,
  id: string,
  link: string,
  language: string,
): Promise<readonly StateBytes[]> {
  const visitor = new Reader(link, language);
  await visitor.page('form');
  await visitor.posts('join', { name: longName }, 303);
  await desk.decline(id, await desk.personIn(id, 'waiting'));
  return [await visitor.page('declined')];
}
