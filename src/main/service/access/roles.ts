/**
 * Who may do what on the clinic's service: pure, one table, one row per channel of the contract. A channel without a
 * row does not compile; a channel that is not in the table is refused.
 */
import type { EventChannel, RequestChannel } from '../../../shared/ipc/channels.ts';
import type { Role } from '../../../shared/roles.ts';

/** Somebody who is signed in. */
export interface Who {
  readonly accountId: string;
  /** Shown to themselves and in the list of accounts. */
  readonly name: string;
  readonly role: Role;
  /** Where reception works; a doctor's visits are the doctor's own, wherever they are held. */
  readonly siteIds: readonly string[];
  /** The doctor's TrueConf ID, which is the owner of the doctor's visits; `null`: none. */
  readonly trueconfId: string | null;
}

/** What decides about a visit. For `visits:create`: of the visit that would be made. */
export interface VisitFacts {
  /** The doctor's TrueConf ID. */
  readonly ownerId: string;
  /** The sites at which the owner works. */
  readonly siteIds: readonly string[];
  /** Of the persons that the input names: `areFurtherBrowsers`; `false` where it names none. */
  readonly furtherBrowsers: boolean;
}

/**
 * `no`: never. `yes`: it is about no single visit (what `visits:list` shows is filtered by `maySee`). `own`: the
 * visit's owner is this doctor. `site`: its owner works at one of their sites. `site-further`: as `site`, and every person named
 * is a further browser of a link.
 */
type Rule = 'no' | 'yes' | 'own' | 'site' | 'site-further';
type Row = Readonly<Record<Role, Rule>>;
export type RequestRules = Readonly<Record<RequestChannel, Row>>;
export type EventRules = Readonly<Record<EventChannel, Row>>;

const everybody: Row = { doctor: 'yes', reception: 'yes', administrator: 'yes' };
const nobody: Row = { doctor: 'no', reception: 'no', administrator: 'no' };
const desks: Row = { doctor: 'yes', reception: 'yes', administrator: 'no' };
const visitOfSite: Row = { doctor: 'own', reception: 'site', administrator: 'no' };
const doctorOnly: Row = { doctor: 'own', reception: 'no', administrator: 'no' };
const administration: Row = { doctor: 'no', reception: 'no', administrator: 'yes' };

/**
 * Administrators never see a board: nothing that they do needs a patient's name (product.md, "who needs what").
 * Reception sees stages and names of its site, because it answers the telephone by them, and never a call.
 */
export const requestRules: RequestRules = {
  'app:info': everybody,
  'visits:list': desks,
  'visits:create': visitOfSite,
  'visits:move': visitOfSite,
  // Of no single visit: of whose they are (`staff/facts.ts`).
  'visits:late': visitOfSite,
  'visits:start': visitOfSite,
  'visits:setLabel': visitOfSite,
  // For the doctor only: others are not sent it either (staff/shown.ts).
  'visits:setNote': doctorOnly,
  // "Straight in" lets the first browser in without the doctor: to change it is to decide who enters.
  'visits:setAdmission': doctorOnly,
  // Cancelling. A doctor who has fallen ill ends nothing, so a visit that is under way is not left out.
  'visits:end': visitOfSite,
  'visits:reopen': visitOfSite,
  'visits:retry': visitOfSite,
  'visits:newLink': visitOfSite,
  'visits:addLink': visitOfSite,
  'visits:callDone': visitOfSite,
  'persons:letIn': { doctor: 'own', reception: 'site-further', administrator: 'no' },
  // Who declines must be able to take it back, which for the first browser of a link is the doctor's alone; and a
  // patient's wait ends by the doctor's word.
  'persons:decline': doctorOnly,
  'persons:undecline': doctorOnly,
  'persons:identify': doctorOnly,
  'persons:message': visitOfSite,
  'call:enter': doctorOnly,
  'call:leave': doctorOnly,
  'settings:get': administration,
  'settings:save': administration,
  'credentials:save': administration,
  'credentials:saveProxyPassword': administration,
  'credentials:forget': administration,
  'connection:test': administration,
  'certificate:look': administration,
  'certificate:readCaFile': administration,
  // There flags say which certificate the patients' page has.
  'certificate:checkPage': nobody,
  'credentials:savePagePassphrase': nobody,
  'log:read': administration,
  'bundle:make': administration,
  'leftovers:list': administration,
  'leftovers:remove': administration,
  // Of a single PC: a service has a proxy and a certificate of its own, and the rehearsal looks at them.
  'reach:state': nobody,
  'reach:start': nobody,
  'reach:stop': nobody,
  'rehearsal:state': administration,
  'rehearsal:start': administration,
  'rehearsal:cancel': administration,
  'rehearsal:report': administration,
  // The demo would put an emulator in the place of the clinic's server, for everybody.
  'demo:start': nobody,
  // Those for whom the caller may make visits: the answer holds nobody else.
  'doctors:list': desks,
  // Filtered like the board. Whoever erases sees how many visits there are, and nothing of them.
  'history:list': desks,
  'history:count': administration,
  'history:erase': administration,
  // Of a PC that several doctors share: here each signs in.
  'doctors:switch': nobody,
  'doctors:signOut': nobody,
  'people:list': administration,
  'people:create': administration,
  'people:change': administration,
  'people:setPassword': administration,
  'sites:put': administration,
  'sites:remove': administration,
  // The desktop's own: it answers them itself.
  'clinic:state': nobody,
  'clinic:use': nobody,
  'clinic:open': nobody,
  'clinic:signOut': nobody,
  'shell:notify': nobody,
  'shell:dismiss': nobody,
  'shell:badge': nobody,
  'shell:awake': nobody,
  'shell:layout': nobody,
  'shell:shareScreen': nobody,
  'shell:takeLink': nobody,
  'shell:autostart': nobody,
  'shell:setAutostart': nobody,
  'shell:media': nobody,
  'shell:mediaSettings': nobody,
  'shell:updates': nobody,
  'shell:update': nobody,
};

export const eventRules: EventRules = {
  'visits:changed': visitOfSite,
  'status:changed': everybody,
  'settings:changed': administration,
  'reach:changed': nobody,
  'rehearsal:changed': administration,
  'call:taken': doctorOnly,
  'connection:changed': nobody,
  'shell:opened': nobody,
  'shell:chooseScreen': nobody,
  'shell:linked': nobody,
  'shell:updateChanged': nobody,
};

/**
 * Whether `who` may call `channel`. `visit`: the one that the input names, or would make; `null` where it names none,
 * and where it is not there: the refusal of another's visit and of none at all are then the same.
 */
export function mayCall(who: Who, channel: string, visit: VisitFacts | null): boolean {
  return isRequest(channel) && permits(requestRules[channel][who.role], who, visit);
}

/** Whether an event goes to this desk. `visit`: the one that it is about, else `null`. */
export function mayHear(who: Who, channel: string, visit: VisitFacts | null): boolean {
  return isEvent(channel) && permits(eventRules[channel][who.role], who, visit);
}

/** Whether a visit stands on the board of `who`. */
export const maySee = (who: Who, visit: VisitFacts): boolean => mayHear(who, 'visits:changed', visit);

function permits(rule: Rule, who: Who, visit: VisitFacts | null): boolean {
  if (rule === 'no' || rule === 'yes') return rule === 'yes';
  if (visit === null) return false;
  if (rule === 'own') return isOwn(who, visit);
  const isOfSite = visit.siteIds.some((siteId) => who.siteIds.includes(siteId));
  return isOfSite && (rule === 'site' || visit.furtherBrowsers);
}

/** An account without a TrueConf ID owns nothing, not even visits without an owner. */
const isOwn = ({ trueconfId }: Who, { ownerId }: VisitFacts): boolean =>
  trueconfId !== null && trueconfId !== '' && trueconfId === ownerId;

const isRequest = (channel: string): channel is RequestChannel => Object.hasOwn(requestRules, channel);
const isEvent = (channel: string): channel is EventChannel => Object.hasOwn(eventRules, channel);
