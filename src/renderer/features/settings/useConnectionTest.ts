import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestStage } from '../../../shared/ipc/contract.ts';
import { useAsk } from '../../ui/useAsk.ts';
import { serverSection } from './form.ts';
import type { Form } from './useForm.ts';

export interface ConnectionTest {
  readonly busy: boolean;
  /** `null`: not run yet. */
  readonly stages: readonly TestStage[] | null;
  /** Resolves to whether nothing failed. */
  readonly run: () => Promise<boolean>;
}

/** Tests what stands in the fields, saved or not. */
export function useConnectionTest(form: Form): ConnectionTest {
  const { t } = useTranslation('board');
  const { busy, run: ask } = useAsk('connection:test', t('error-action'));
  const [stages, setStages] = useState<readonly TestStage[] | null>(null);
  const run = async () => {
    if (!form.check(['address'])) return false;
    const secret = form.values.secret.trim();
    const answer = await ask({
      server: serverSection(form.values),
      ownerId: form.values.ownerId.trim(),
      secret: secret === '' ? null : secret,
    });
    if (!answer) return false;
    setStages(answer.stages);
    return answer.stages.every((stage) => stage.outcome !== 'failed');
  };
  return { busy, stages, run };
}
