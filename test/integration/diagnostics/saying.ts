/** What a screen says of an error, compared with what is written in `faultWords.ts`, in both languages. */
import { expect } from 'vitest';
import type { ErrorCode } from '../../../src/shared/errors.ts';
import { fill, messages } from '../../../src/shared/i18n/messages.ts';
import type { TestStage } from '../../../src/shared/ipc/contract.ts';
import { languages } from '../../../src/shared/settings.ts';
import { errorText } from '../../../src/renderer/ui/errorText.ts';
import { faultWords, type NamedFault } from '../../fixtures/faultWords.ts';

export const isNamed = (code: ErrorCode): code is NamedFault => Object.hasOwn(faultWords, code);

/** As the settings screen and the rehearsal show it: with every gap filled, cause first. */
export function expectSaid(error: TestStage['error'] | undefined, code: NamedFault, address: string): void {
  expect(error?.code).toBe(code);
  for (const language of languages) {
    const said = errorText(
      { code, retryable: false, ...(error?.details && { details: error.details }) },
      { address, owner: 'petrova', canMend: true },
      {
        sentence: (key, gaps) => fill(messages[language].errors[key], gaps),
        board: (key) => messages[language].board[key],
      },
    );
    const [cause, remedy] = faultWords[code][language];
    expect(said).toContain(cause);
    expect(said).toContain(remedy);
    expect(said.indexOf(cause)).toBeLessThan(said.indexOf(remedy));
    expect(said).not.toMatch(/\{\{|undefined/);
  }
}
