/** What the buttons ask of the server: into the call, or to be called. */
import { isRecord, readFailure, readJoinAnswer, type FailedAnswer, type JoinAnswer } from './decide.ts';
import { knownCamera } from './camera.ts';
import { post, pressFields } from './post.ts';
import * as times from './times.ts';
import { say, word } from './view.ts';

/** A failure whose sentence the page must say by itself. */
export const unsaid = (key: 'offline' | 'other'): FailedAnswer => ({
  state: 'failed',
  code: key,
  text: word(key),
});

export async function askToJoin(): Promise<JoinAnswer> {
  const slow = window.setTimeout(() => {
    say(word('slow'));
  }, times.slowMs);
  try {
    const { answer } = await post('join', pressFields(knownCamera()), times.giveUpMs);
    return readJoinAnswer(answer) ?? unsaid('other');
  } catch {
    return unsaid('offline');
  } finally {
    window.clearTimeout(slow);
  }
}

/** `null`: the clinic knows. */
export async function askToBeCalled(reason: string): Promise<FailedAnswer | null> {
  try {
    const { answer } = await post('call-me', { ...pressFields(null), reason });
    return isRecord(answer) && answer['state'] === 'called' ? null : (readFailure(answer) ?? unsaid('other'));
  } catch {
    return unsaid('offline');
  }
}
