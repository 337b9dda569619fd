/** The stage that says whether the call may be shown inside the patient's page, where IT wants that. */
import { appError, type ErrorCode } from '../../../shared/errors.ts';
import type { Embedding } from '../../../shared/ipc/contract.ts';
import { failed, notTried, passed, unknown } from '../findings.ts';
import type { StagePlan } from '../stages.ts';
import type { Made } from './conference.ts';

export interface FrameContext {
  readonly made: Made;
  /** Whether IT wants it. */
  readonly embeds: () => boolean;
  /** Of the call at this address, asked now. */
  readonly frameOf: (callUrl: string, signal: AbortSignal) => Promise<Embedding>;
}

const problems: Readonly<Partial<Record<Embedding, ErrorCode>>> = {
  'not-https': 'frame-not-https',
  'other-address-space': 'frame-other-network',
  'framing-forbidden': 'frame-forbidden',
};

export const framePlan: StagePlan<'frame', FrameContext> = {
  stage: 'frame',
  needs: [],
  async look({ made, embeds, frameOf }, signal) {
    if (!embeds()) return { ...notTried, note: 'navigates' };
    if (made.guestAddress === null) return { ...notTried, note: 'after-failed' };
    const found = await frameOf(made.guestAddress, signal);
    const problem = problems[found];
    if (problem) return failed(appError(problem));
    return found === 'on' ? passed() : unknown(null);
  },
};
