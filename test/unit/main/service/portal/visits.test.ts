import { expect, test } from 'vitest';
import { requests, type VisitView } from '../../../../../src/shared/ipc/contract.ts';
import { personStates } from '../../../../../src/shared/person.ts';
import { createPortalVisits } from '../../../../../src/main/service/portal/visits.ts';
import { FakeClock } from '../../../../fixtures/fakeClock.ts';
import { personView, visitView } from '../../../../fixtures/views.ts';

const caller = { keyId: '0123456789abcdef', system: 'Portal', siteIds: ['north'] };

/** The core with this one visit, which it ends when it is asked to. */
function portalWith(visit: VisitView) {
  const asked: string[] = [];
  const owners = () => [{ id: visit.ownerId, name: 'Dr. Petrova', siteIds: ['north'] }];
  const visits = createPortalVisits({
    router: {
      async dispatch(channel) {
        asked.push(channel);
        return { ok: true, value: requests['visits:end'].output.parse({ ...visit, phase: 'closing' }) };
      },
    },
    visitView: async () => visit,
    directory: { doctors: owners, owners },
    requests: {
      remember: async (_keyHash, bodyHash) => ({ bodyHash, isNew: true }),
      forget: async () => undefined,
      sweep: async () => undefined,
      close: async () => undefined,
    },
    clock: new FakeClock(),
  });
  return { visits, asked };
}

test.each(personStates)(
  'a visit of somebody who is %s is cancelled only when nobody is in the call',
  async (state) => {
    const isInCall = ['going-in', 'in-call', 'lost'].includes(state);
    const { visits, asked } = portalWith(
      visitView('v', 'waiting', { persons: [personView('p', 'Anna', state, 1)] }),
    );
    const done = await visits.cancel(caller, 'v');
    expect(done.ok ? done.value.phase : done.error.code).toBe(isInCall ? 'visit-under-way' : 'closing');
    expect(asked).toEqual(isInCall ? [] : ['visits:end']);
  },
);

test('a system is told no label, no name, no note, and not how somebody was identified', async () => {
  const anna = personView('p', 'CanaryName', 'gone', 1, { identified: 'known' });
  const { visits } = portalWith(
    visitView('v', 'waiting', { label: 'CanaryLabel', note: 'CanaryNote', persons: [anna] }),
  );
  const done = await visits.cancel(caller, 'v');
  expect(done.ok).toBe(true);
  expect(JSON.stringify(done)).not.toMatch(/Canary|known/);
});
