import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestStage } from '../../../shared/ipc/contract.ts';
import { useAtService } from '../../state/DeskContext.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { serverSection } from './toSections.ts';
import { isSame, type Form } from './useForm.ts';

export interface TestResult {
  readonly stages: readonly TestStage[];
  /** The clinic's service has no doctor yet whose TrueConf ID could be tried. */
  readonly lacksDoctor: boolean;
  /** What was tested. */
  readonly server: ReturnType<typeof serverSection>;
}

export interface ConnectionTest {
  readonly busy: boolean;
  /** `null`: not run yet. */
  readonly result: TestResult | null;
  readonly run: () => Promise<void>;
}

const tested = ['address', 'caFile', 'pin', 'proxyAddress'] as const;

/** Tests what stands in the fields, saved or not. */
export function useConnectionTest(form: Form): ConnectionTest {
  const { t } = useTranslation('board');
  const { busy, run: ask } = useAsk('connection:test', t('error-action'));
  const ownerOf = useOwner(form);
  const [result, setResult] = useState<TestResult | null>(null);
  const run = async () => {
    if (!form.check(tested)) return;
    const ownerId = await ownerOf();
    if (ownerId === undefined) return;
    const secret = form.values.secret.trim();
    const server = serverSection(form.values);
    const { proxyPassword } = form.values;
    const answer = await ask({
      server,
      ownerId,
      secret: secret === '' ? null : secret,
      ...(proxyPassword !== '' && { proxyPassword }),
    });
    if (answer) setResult({ stages: answer.stages, lacksDoctor: ownerId === null, server });
  };
  // Green for an address that does not stand in the field any more would mislead.
  const counts = result !== null && isSame(result.server, serverSection(form.values));
  return { busy, result: counts ? result : null, run };
}

/**
 * Whose TrueConf ID is tried: the doctor's in the field; at the clinic's service, where doctors are people, one of
 * theirs. `null`: there is none; `undefined`: why it is not known was told.
 */
function useOwner(form: Form): () => Promise<string | null | undefined> {
  const { t } = useTranslation('board');
  const { run: list } = useAsk('people:list', t('error-action'));
  const atService = useAtService();
  return async () => {
    if (!atService) return form.values.ownerId.trim();
    const people = await list({});
    if (!people) return undefined;
    const doctors = people.accounts.filter(({ disabled, trueconfId }) => !disabled && trueconfId !== null);
    return doctors[0]?.trueconfId ?? null;
  };
}
