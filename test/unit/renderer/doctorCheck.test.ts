import { expect, it } from 'vitest';
import { findingOf } from '../../../src/renderer/features/doctors/useDoctorCheck.ts';
import type { TestStage } from '../../../src/shared/ipc/contract.ts';

const stage = (name: TestStage['stage'], part: Partial<TestStage>): TestStage => ({
  stage: name,
  outcome: 'passed',
  ms: 1,
  error: null,
  facts: {},
  ...part,
});
const error = (code: 'owner-unknown' | 'timeout' | 'permission-missing') => ({ code, retryable: false });

it.each([
  ['known by name', [stage('owner', { facts: { name: 'Dr. Orlov' } })], { kind: 'found', name: 'Dr. Orlov' }],
  [
    'not known',
    [stage('owner', { outcome: 'failed', error: error('owner-unknown') })],
    { kind: 'failed', error: error('owner-unknown') },
  ],
  [
    'not reached: what stopped it is said',
    [
      stage('settings', {}),
      stage('connection', { outcome: 'failed', error: error('timeout') }),
      stage('owner', { outcome: 'not-tried' }),
    ],
    { kind: 'failed', error: error('timeout') },
  ],
  [
    'not to be told, though something else failed',
    [
      stage('owner', { outcome: 'unknown', error: error('permission-missing') }),
      stage('roster', { outcome: 'failed', error: error('permission-missing') }),
    ],
    { kind: 'unknown', error: error('permission-missing') },
  ],
  ['not tried by anybody', [stage('owner', { outcome: 'not-tried' })], { kind: 'unknown', error: null }],
] as const)('a TrueConf ID is %s', (_case, stages, finding) => {
  expect(findingOf(stages)).toEqual(finding);
});
