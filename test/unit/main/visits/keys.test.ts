import { describe, expect, it } from 'vitest';
import { SecretUnavailable, type SecretBox, type SecretName } from '../../../../src/main/ports.ts';
import { loadKeys } from '../../../../src/main/visits/keys.ts';
import { fakeRandom } from '../../../fixtures/fakeRandom.ts';
import { recordingLog } from '../../../fixtures/recordingLog.ts';

function box(kept = new Map<SecretName, string>(), changes: Partial<SecretBox> = {}): SecretBox {
  return {
    status: async () => ({ strength: 'strong', lasting: true }),
    get: async (name) => kept.get(name),
    set: async (name, value) => void kept.set(name, value),
    delete: async (name) => void kept.delete(name),
    ...changes,
  };
}

describe('the keys', () => {
  it('are made once, 32 bytes each, and kept', async () => {
    const kept = new Map<SecretName, string>();
    const made = await loadKeys(box(kept), fakeRandom('one'), recordingLog());
    expect([made.linkKey.length, made.fieldKey.length]).toEqual([32, 32]);
    expect(made.linkKey.equals(made.fieldKey)).toBe(false);
    expect(await loadKeys(box(kept), fakeRandom('two'), recordingLog())).toEqual(made);
  });

  it('are of this run only while the vault is locked, and what it holds is not touched', async () => {
    const kept = new Map<SecretName, string>();
    const before = await loadKeys(box(kept), fakeRandom('one'), recordingLog());
    const snapshot = new Map(kept);
    const log = recordingLog();
    const locked = box(kept, { get: () => Promise.reject(new SecretUnavailable()) });
    const during = await loadKeys(locked, fakeRandom('two'), log);
    expect(during.linkKey.equals(before.linkKey)).toBe(false);
    expect(kept).toEqual(snapshot);
    expect(log.lines.map(({ event, fields }) => [event, fields['locked']])).toEqual([
      ['visits.key-unavailable', true],
      ['visits.key-unavailable', true],
    ]);
  });

  it('are of this run only where nothing can be kept', async () => {
    const log = recordingLog();
    const refusing = box(new Map(), { set: () => Promise.reject(new Error('full')) });
    expect((await loadKeys(refusing, fakeRandom(), log)).linkKey).toHaveLength(32);
    expect(log.lines).toHaveLength(2);
  });

  it('are made anew when what is kept is no key', async () => {
    const kept = new Map<SecretName, string>([['link-key', 'short']]);
    const { linkKey } = await loadKeys(box(kept), fakeRandom(), recordingLog());
    expect(kept.get('link-key')).toBe(linkKey.toString('base64url'));
  });
});
