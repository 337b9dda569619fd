/**
 * What must become of a visit, told a second time and more simply than the program does: persons and link as plain
 * values, one request after another. Times are those of the test's clock.
 */
import { cleanName } from '../../../src/shared/displayName.ts';
import {
  browserKinds,
  callReasons,
  cameraOutcomes,
  pageEvents,
  systemKinds,
} from '../../../src/shared/page.ts';
import type { Admission } from '../../../src/shared/visit.ts';
import type { Between, Fields } from './specs.ts';
import type { Meaning } from './requests.ts';

interface News {
  sight: 'open' | 'hidden' | 'left';
  sightAt: number;
  device: { browser: string; system: string } | null;
  camera: { outcome: string; sound: boolean; at: number } | null;
  callMe: { reason: string; at: number } | null;
}

export interface ModelPerson {
  /** Cookie; `null`: one that the server made up. */
  readonly browser: string | null;
  name: string;
  state: 'waiting' | 'asleep' | 'gone' | 'declined' | 'going-in' | 'stuck' | 'left';
  since: number;
  readonly pressedAt: number;
  seatAt: number | null;
  addressAt: number | null;
  page: News | null;
}

/** What the answer must be like. `address`: it brings the call's address; else it must not. */
export interface Expected {
  readonly outcome: 'done' | 'refused';
  readonly address: boolean;
}

const done: Expected = { outcome: 'done', address: false };
const refused: Expected = { outcome: 'refused', address: false };

const silentPageMs = 150_000;
const minuteMs = 60_000;

/** Counted over all visits, to know that the run has seen everything. */
export type Seen = Map<string, number>;

export class ModelVisit {
  readonly persons: ModelPerson[] = [];
  readonly link: { openedAt: number | null; page: News | null } = { openedAt: null, page: null };
  readonly #admission: Admission;
  readonly #seen: Seen;
  readonly #kept = new Map<string, { name: string; until: number }>();
  /** What each browser last reported; `''`: all that have no cookie. */
  readonly #sights = new Map<string, { sight: News['sight']; at: number | null; heardAt: number }>();
  /** When an open page of whoever has not pressed was last heard of. */
  #openHeardAt = 0;
  /** When a person's page was last heard of, and when it said that it is being left. */
  readonly #heardAt = new Map<ModelPerson, number>();
  readonly #leftAt = new Map<ModelPerson, number>();
  #now: number;

  constructor(admission: Admission, now: number, seen: Seen) {
    this.#admission = admission;
    this.#now = now;
    this.#seen = seen;
  }

  /** Whether a request may change anything here; those of one visit come one after another. */
  static isIdle({ deed }: Meaning): boolean {
    return deed === 'nothing' || deed === 'refused' || deed === 'events';
  }

  request(meaning: Meaning): Expected {
    const person = this.persons.find(({ browser }) => browser !== null && browser === meaning.browser);
    switch (meaning.deed) {
      case 'refused':
        return refused;
      case 'nothing':
      case 'events':
        this.#note(meaning.deed);
        return done;
      case 'page':
        if (person) this.#heard(person, person.state === 'gone' ? 'reload' : 'back');
        this.#note(person ? 'page of a person' : 'page');
        return done;
      case 'join':
        return this.#join(meaning, person);
      case 'report':
        return this.#report(meaning, person);
      case 'call-me':
        return this.#callMe(meaning, person);
      case 'hand-over':
        return this.#handOver(meaning, person);
    }
  }

  #note(what: string): void {
    this.#seen.set(what, (this.#seen.get(what) ?? 0) + 1);
  }

  #join({ browser, fields, h }: Meaning, known: ModelPerson | undefined): Expected {
    const camera = cameraOf(fields);
    const waiting = this.#peek(h);
    const name = cleanName(fields.name ?? '') || waiting || '';
    const isFull = this.persons.length >= 30;
    if (known ? known.state === 'declined' : name === '' || isFull) return this.#refusedPress(h, waiting);
    if (isHopeless(fields)) return this.#refusedPress(h, waiting);
    const person = known ?? this.#newcomer(browser, name);
    if (known) {
      if (known.state === 'asleep' || known.state === 'gone') this.#become(known, 'waiting');
      if (known.state === 'stuck' || known.state === 'left') this.#become(known, 'going-in');
      if (name !== '' && known.seatAt === null) known.name = name;
    }
    if (camera || deviceOf(fields)) person.page = this.#news(person.page, camera ? 'camera' : 'here', fields);
    if (waiting !== undefined && h !== null) {
      this.#kept.delete(h);
      this.#note('code taken');
    }
    this.#heard(person, null);
    this.#note(known ? 'press again' : 'first press');
    if (person.state === 'waiting') return done;
    person.addressAt = this.#now;
    this.#note('address');
    return { outcome: 'done', address: true };
  }

  /** A name that waited waits on, for another minute. */
  #refusedPress(h: string | null, waiting: string | undefined): Expected {
    if (h !== null && waiting !== undefined)
      this.#kept.set(h, { name: waiting, until: this.#now + minuteMs });
    return refused;
  }

  #newcomer(browser: string | null, name: string): ModelPerson {
    const isFree = this.#admission === 'straight' && this.persons.every(({ seatAt }) => seatAt === null);
    const person: ModelPerson = {
      browser,
      name,
      state: isFree ? 'going-in' : 'waiting',
      since: this.#now,
      pressedAt: this.#now,
      seatAt: isFree ? this.#now : null,
      addressAt: null,
      page: null,
    };
    this.persons.push(person);
    return person;
  }

  #report({ fields, browser }: Meaning, person: ModelPerson | undefined): Expected {
    const event = oneOf(pageEvents, fields.event);
    if (event === null) return refused;
    if (!this.#isNews(browser ?? '', sightOf(event), fields.at ?? '')) {
      this.#note('overtaken');
      return done;
    }
    this.#note(person ? 'report of a person' : 'report');
    if (!person) {
      const { link } = this;
      if (sightOf(event) === 'open') this.#openHeardAt = this.#now;
      const all = [...this.#sights.values()].map(({ sight, heardAt }) =>
        sight === 'open' && this.#now - heardAt >= silentPageMs ? 'left' : sight,
      );
      const best = (['open', 'hidden', 'left'] as const).find((sight) => all.includes(sight)) ?? 'open';
      link.page = this.#news(link.page, event, fields, event === 'camera' ? 'open' : best);
      if (link.page.sight === 'open') link.openedAt ??= this.#now;
      return done;
    }
    if (event === 'leaving') {
      this.#leftAt.set(person, this.#now);
      if (person.state === 'waiting' || person.state === 'asleep') this.#become(person, 'gone');
      // Whoever has the address leaves the page for the call.
      if (person.state === 'going-in' && person.addressAt === null) this.#become(person, 'left');
    } else if (event === 'hidden') {
      this.#heard(person, null);
      if (person.state === 'waiting') this.#become(person, 'asleep');
    } else if (event === 'logout') {
      this.#heard(person, null);
      if (person.state === 'going-in' || person.state === 'stuck') this.#become(person, 'left');
    } else this.#heard(person, 'reload');
    person.page = this.#news(person.page, event, fields);
    return done;
  }

  /** Notes what a browser says; not what was overtaken by a later word of the same browser, up to ten seconds. */
  #isNews(browser: string, sight: News['sight'], time: string): boolean {
    const at = /^\d{1,15}$/.test(time) ? Number(time) : null;
    const former = this.#sights.get(browser)?.at ?? null;
    if (at !== null && former !== null && at < former && former - at <= 10_000) return false;
    this.#sights.set(browser, { sight, at, heardAt: this.#now });
    return true;
  }

  #callMe({ fields, h }: Meaning, person: ModelPerson | undefined): Expected {
    if (!person && cleanName(fields.name ?? '') === '' && this.#peek(h) === undefined) return refused;
    const at = person ?? this.link;
    at.page ??= { sight: 'open', sightAt: this.#now, device: null, camera: null, callMe: null };
    at.page = {
      ...at.page,
      callMe: { reason: oneOf(callReasons, fields.reason) ?? 'other', at: at.page.callMe?.at ?? this.#now },
    };
    if (!person) {
      this.link.openedAt ??= this.#now;
      this.#openHeardAt = this.#now;
    }
    this.#note(person ? 'call of a person' : 'call');
    return done;
  }

  #handOver({ fields, code }: Meaning, person: ModelPerson | undefined): Expected {
    const name = cleanName(fields.name ?? '') || (person?.name ?? '');
    if (name === '' || code === null) return done;
    this.#kept.set(code, { name, until: this.#now + minuteMs });
    this.#note('hand-over');
    return done;
  }

  #peek(code: string | null): string | undefined {
    const kept = code === null ? undefined : this.#kept.get(code);
    return kept && this.#now < kept.until ? kept.name : undefined;
  }

  /** The page was heard of; `proves`: that it is there, or even that it was loaded anew. */
  #heard(person: ModelPerson, proves: 'back' | 'reload' | null): void {
    const leftAt = this.#leftAt.get(person);
    const isReload = leftAt !== undefined && this.#now - leftAt <= 30_000;
    this.#heardAt.set(person, this.#now);
    this.#leftAt.delete(person);
    if (person.state === 'asleep' && proves) this.#become(person, 'waiting');
    else if (person.state === 'gone' && proves === 'reload' && isReload) this.#become(person, 'waiting');
  }

  #become(person: ModelPerson, state: ModelPerson['state']): void {
    person.state = state;
    person.since = this.#now;
    if (state === 'going-in') person.addressAt = null;
    this.#note(`became ${state}`);
  }

  #news(
    former: News | null,
    event: (typeof pageEvents)[number],
    fields: Fields,
    sight = sightOf(event),
  ): News {
    const found = event === 'camera' ? cameraOf(fields) : null;
    const before = former?.camera ?? null;
    const isNew = found !== null && (before?.outcome !== found.outcome || before.sound !== found.sound);
    return {
      sight,
      sightAt: former?.sight === sight ? former.sightAt : this.#now,
      device: deviceOf(fields) ?? former?.device ?? null,
      camera: isNew ? { ...found, at: this.#now } : before,
      callMe: former?.callMe ?? null,
    };
  }

  /** The doctor does something to everybody. */
  doctor(deed: Between['doctor']): void {
    for (const person of this.persons) {
      const { state } = person;
      const isOutside = state === 'waiting' || state === 'asleep';
      if (deed === 'lets in' && (isOutside || state === 'gone' || state === 'declined')) {
        this.#become(person, 'going-in');
        person.seatAt ??= this.#now;
      }
      if (deed === 'declines' && isOutside) this.#become(person, 'declined');
    }
    if (deed !== 'calls') return;
    for (const one of [this.link, ...this.persons]) if (one.page) one.page = { ...one.page, callMe: null };
  }

  /** An open page of which nothing is heard has left, unless another one is there out of sight. */
  #fallSilent(end: number): void {
    const { page } = this.link;
    if (page?.sight !== 'open' || this.persons.length > 0) return;
    const heardAt = Math.max(this.#openHeardAt, page.sightAt);
    if (heardAt + silentPageMs > end) return;
    const isHidden = [...this.#sights.values()].some(({ sight }) => sight === 'hidden');
    this.link.page = { ...page, sight: isHidden ? 'hidden' : 'left', sightAt: heardAt };
    this.#note('silent page');
  }

  /** Time passes, and nobody does anything. */
  wait(ms: number): void {
    const end = this.#now + ms;
    this.#fallSilent(end);
    for (const person of this.persons) {
      for (;;) {
        const due = this.#due(person);
        if (!due || due.at > end) break;
        this.#now = due.at;
        this.#become(person, due.state);
      }
    }
    this.#now = end;
  }

  #due(person: ModelPerson): { at: number; state: ModelPerson['state'] } | undefined {
    const heardAt = this.#heardAt.get(person) ?? 0;
    if (person.state === 'waiting') return { at: heardAt + 30_000, state: 'asleep' };
    if (person.state === 'asleep') return { at: heardAt + 10 * minuteMs, state: 'gone' };
    if (person.state !== 'going-in') return undefined;
    return person.addressAt === null
      ? { at: Math.max(heardAt, person.since) + 10 * minuteMs, state: 'left' }
      : { at: person.addressAt + minuteMs, state: 'stuck' };
  }
}

const oneOf = <T extends string>(words: readonly T[], text: string | undefined): T | null =>
  words.find((word) => word === text) ?? null;

function sightOf(event: (typeof pageEvents)[number]): News['sight'] {
  if (event === 'hidden') return 'hidden';
  return event === 'leaving' ? 'left' : 'open';
}

/** The page found out that no call can be made here: in a view of an app any failure of the camera says so. */
function isHopeless(fields: Fields): boolean {
  const outcome = cameraOf(fields)?.outcome;
  if (outcome === undefined || outcome === 'asking' || outcome === 'works') return false;
  const browser = deviceOf(fields)?.browser;
  return outcome === 'missing' || browser === 'in-app' || browser === 'telegram';
}

function deviceOf({ browser, system }: Fields): News['device'] {
  const known = { browser: oneOf(browserKinds, browser), system: oneOf(systemKinds, system) };
  return known.browser !== null && known.system !== null
    ? { browser: known.browser, system: known.system }
    : null;
}

function cameraOf({ camera, sound }: Fields): { outcome: string; sound: boolean } | null {
  const outcome = oneOf(cameraOutcomes, camera);
  return outcome === null ? null : { outcome, sound: sound === '1' };
}
