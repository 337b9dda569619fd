import { describe, expect, it } from 'vitest';
import {
  eventRules,
  mayCall,
  mayHear,
  maySee,
  requestRules,
  type EventRules,
  type RequestRules,
  type VisitFacts,
  type Who,
} from '../../../../../src/main/service/access/roles.ts';
import {
  eventChannels,
  requestChannels,
  type EventChannel,
  type RequestChannel,
} from '../../../../../src/shared/ipc/channels.ts';
import { areFurtherBrowsers } from '../../../../../src/shared/person.ts';
import { roles, type Role } from '../../../../../src/shared/roles.ts';
import { aPerson } from '../../../../fixtures/repositoryContract.ts';

/**
 * One sign per case: visit of this doctor at this site, of this doctor at another site, of another doctor at this
 * site, of another doctor at another site, of another doctor who works at both, of an owner who works nowhere, no
 * visit named. `+` may, `-` may not.
 */
interface Row {
  readonly doctor: string;
  readonly reception: string;
  readonly administrator: string;
}
const row = (doctor: string, reception: string, administrator: string): Row => ({
  doctor,
  reception,
  administrator,
});

const all = '+++++++';
const none = '-------';
const own = '++-----';
const site = '+-+-+--';

const expectedRequests: Readonly<Record<RequestChannel, Row>> = {
  'app:info': row(all, all, all),
  'visits:list': row(all, all, none),
  'visits:create': row(own, site, none),
  'visits:move': row(own, site, none),
  'visits:late': row(own, site, none),
  'visits:start': row(own, site, none),
  'visits:setLabel': row(own, site, none),
  'visits:setNote': row(own, none, none),
  'visits:setAdmission': row(own, none, none),
  'visits:end': row(own, site, none),
  'visits:reopen': row(own, site, none),
  'visits:retry': row(own, site, none),
  'visits:newLink': row(own, site, none),
  'visits:addLink': row(own, site, none),
  'visits:callDone': row(own, site, none),
  // The persons named are not further browsers here; see below for those who are.
  'persons:letIn': row(own, none, none),
  'persons:decline': row(own, none, none),
  'persons:undecline': row(own, none, none),
  'persons:identify': row(own, none, none),
  'persons:message': row(own, site, none),
  'call:enter': row(own, none, none),
  'call:leave': row(own, none, none),
  'settings:get': row(none, none, all),
  'settings:save': row(none, none, all),
  'credentials:saveProxyPassword': row(none, none, all),
  'credentials:save': row(none, none, all),
  'credentials:forget': row(none, none, all),
  'connection:test': row(none, none, all),
  'certificate:look': row(none, none, all),
  'certificate:readCaFile': row(none, none, all),
  'certificate:checkPage': row(none, none, none),
  'credentials:savePagePassphrase': row(none, none, none),
  'log:read': row(none, none, all),
  'bundle:make': row(none, none, all),
  'leftovers:list': row(none, none, all),
  'leftovers:remove': row(none, none, all),
  'reach:state': row(none, none, none),
  'reach:start': row(none, none, none),
  'reach:stop': row(none, none, none),
  'rehearsal:state': row(none, none, all),
  'rehearsal:start': row(none, none, all),
  'rehearsal:cancel': row(none, none, all),
  'rehearsal:report': row(none, none, all),
  'demo:start': row(none, none, none),
  'doctors:list': row(all, all, none),
  'history:list': row(all, all, none),
  'history:count': row(none, none, all),
  'history:erase': row(none, none, all),
  'doctors:switch': row(none, none, none),
  'doctors:signOut': row(none, none, none),
  'people:list': row(none, none, all),
  'people:create': row(none, none, all),
  'people:change': row(none, none, all),
  'people:setPassword': row(none, none, all),
  'sites:put': row(none, none, all),
  'sites:remove': row(none, none, all),
  'clinic:state': row(none, none, none),
  'clinic:use': row(none, none, none),
  'clinic:open': row(none, none, none),
  'clinic:signOut': row(none, none, none),
  'shell:notify': row(none, none, none),
  'shell:dismiss': row(none, none, none),
  'shell:badge': row(none, none, none),
  'shell:awake': row(none, none, none),
  'shell:takeLink': row(none, none, none),
  'shell:autostart': row(none, none, none),
  'shell:setAutostart': row(none, none, none),
  'shell:media': row(none, none, none),
  'shell:mediaSettings': row(none, none, none),
  'shell:updates': row(none, none, none),
  'shell:update': row(none, none, none),
  'shell:layout': row(none, none, none),
  'shell:shareScreen': row(none, none, none),
};

const expectedEvents: Readonly<Record<EventChannel, Row>> = {
  'visits:changed': row(own, site, none),
  'status:changed': row(all, all, all),
  'settings:changed': row(none, none, all),
  'reach:changed': row(none, none, none),
  'rehearsal:changed': row(none, none, all),
  'call:taken': row(own, none, none),
  'connection:changed': row(none, none, none),
  'shell:opened': row(none, none, none),
  'shell:chooseScreen': row(none, none, none),
  'shell:linked': row(none, none, none),
  'shell:updateChanged': row(none, none, none),
};

const who = (role: Role, changes: Partial<Who> = {}): Who => ({
  accountId: 'account',
  name: 'Somebody',
  role,
  siteIds: ['north'],
  // Reception and administrators have one too here: it must not make them owners.
  trueconfId: 'dr.house',
  ...changes,
});

const facts = (ownerId: string, sites: string | readonly string[], furtherBrowsers = false): VisitFacts => ({
  ownerId,
  siteIds: [sites].flat(),
  furtherBrowsers,
});
const visits: readonly (readonly [string, VisitFacts | null])[] = [
  ['own doctor, own site', facts('dr.house', 'north')],
  ['own doctor, other site', facts('dr.house', 'south')],
  ['other doctor, own site', facts('dr.wilson', 'north')],
  ['other doctor, other site', facts('dr.wilson', 'south')],
  ['other doctor, both sites', facts('dr.wilson', ['south', 'north'])],
  ['other doctor, no site', facts('dr.wilson', [])],
  ['no visit', null],
];

const table = (channels: readonly string[], expected: Readonly<Record<string, Row>>) =>
  channels.flatMap((channel) =>
    roles.flatMap((role) =>
      visits.map(([name, visit], index) => {
        const sign = expected[channel]?.[role][index];
        // A channel of which nothing was decided fails here, for each role, whatever the rules say.
        if (sign !== '+' && sign !== '-') throw new Error(`undecided: ${role} on ${channel}`);
        return { channel, role, name, visit, may: sign === '+' };
      }),
    ),
  );

describe('each role on each channel', () => {
  it.each(table(requestChannels, expectedRequests))(
    '$role, $channel, $name: $may',
    ({ channel, role, visit, may }) => expect(mayCall(who(role), channel, visit)).toBe(may),
  );

  it.each(table(eventChannels, expectedEvents))(
    '$role hears $channel, $name: $may',
    ({ channel, role, visit, may }) => expect(mayHear(who(role), channel, visit)).toBe(may),
  );

  it('has exactly the channels of the contract', () => {
    expect(Object.keys(requestRules).sort()).toEqual([...requestChannels].sort());
    expect(Object.keys(eventRules).sort()).toEqual([...eventChannels].sort());
  });

  it('does not compile with a channel left out', () => {
    const { 'demo:start': _request, ...requests } = requestRules;
    // @ts-expect-error: a channel has no row
    const incomplete: RequestRules = requests;
    const { 'status:changed': _event, ...events } = eventRules;
    // @ts-expect-error: an event has no row
    const deaf: EventRules = events;
    expect([incomplete, deaf]).toHaveLength(2);
  });

  it.each(['', 'visits:destroy', 'VISITS:LIST', '__proto__', 'constructor', 'toString', 'visits:changed'])(
    'nobody calls %j, which is no request',
    (channel) => {
      for (const role of roles) expect(mayCall(who(role), channel, facts('dr.house', 'north'))).toBe(false);
    },
  );

  it.each(['', '__proto__', 'visits:list'])('nobody hears %j, which is no event', (channel) => {
    for (const role of roles) expect(mayHear(who(role), channel, facts('dr.house', 'north'))).toBe(false);
  });
});

describe('a doctor', () => {
  it.each([null, ''])('without a TrueConf ID (%j) owns nothing, not even what has no owner', (trueconfId) => {
    const doctor = who('doctor', { trueconfId });
    for (const ownerId of ['', 'dr.house', 'null'])
      expect(mayCall(doctor, 'visits:end', facts(ownerId, 'north'))).toBe(false);
  });
});

describe('reception', () => {
  it('lets in a further browser of a link at its site, and of no other site', () => {
    const reception = who('reception');
    expect(mayCall(reception, 'persons:letIn', facts('dr.wilson', 'north', true))).toBe(true);
    expect(mayCall(reception, 'persons:letIn', facts('dr.wilson', 'south', true))).toBe(false);
    expect(mayCall(reception, 'persons:decline', facts('dr.wilson', 'north', true))).toBe(false);
  });

  it('of two sites works at both, of none at none', () => {
    const two = who('reception', { siteIds: ['north', 'south'] });
    expect(['north', 'south', 'west'].map((siteId) => maySee(two, facts('x', siteId)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(maySee(who('reception', { siteIds: [] }), facts('x', 'north'))).toBe(false);
  });
});

describe('further browsers', () => {
  const first = aPerson('v', 'first', { linkNumber: 1, seatAt: 5 });
  const second = aPerson('v', 'second', { linkNumber: 1 });
  const third = aPerson('v', 'third', { linkNumber: 1 });
  const renewed = aPerson('v', 'renewed', { linkNumber: 1, generation: 2 });
  const otherLink = aPerson('v', 'other', { linkNumber: 2 });
  it.each([
    ['one, where another holds the seat', [first, second], ['second'], true],
    ['two, where another holds the seat', [first, second, third], ['second', 'third'], true],
    ['the holder alone', [first, second], ['first'], false],
    ['the first, where nobody holds it', [second, third], ['second'], false],
    ['two at once, where nobody holds it', [second, third], ['second', 'third'], false],
    ['the first of the next generation', [first, renewed], ['renewed'], false],
    ['the first of another link', [first, otherLink], ['other'], false],
    ['one of each', [first, second, otherLink], ['second', 'other'], false],
    ['somebody who is not there', [first, second], ['nobody'], false],
    ['nobody', [first, second], [], false],
  ])('%s', (_case, persons, ids, expected) => expect(areFurtherBrowsers(persons, ids)).toBe(expected));
});
