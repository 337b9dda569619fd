import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestStage } from '../../../shared/ipc/contract.ts';
import { useApi, useAtService } from '../../state/DeskContext.tsx';
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
  const ownerOf = useOwner(form);
  const [stages, setStages] = useState<readonly TestStage[] | null>(null);
  const run = async () => {
    if (!form.check(['address'])) return false;
    const secret = form.values.secret.trim();
    const answer = await ask({
      server: serverSection(form.values),
      ownerId: await ownerOf(),
      secret: secret === '' ? null : secret,
    });
    if (!answer) return false;
    setStages(answer.stages);
    return answer.stages.every((stage) => stage.outcome !== 'failed');
  };
  return { busy, stages, run };
}

/** Whose TrueConf ID is tried: the doctor's in the field; at the clinic's service, where doctors are people, one of theirs. */
function useOwner(form: Form): () => Promise<string | null> {
  const api = useApi();
  const atService = useAtService();
  return async () => {
    if (!atService) return form.values.ownerId.trim();
    const people = await api.request('people:list', {});
    const owners = people.ok ? people.value.accounts.filter(({ disabled }) => !disabled) : [];
    return owners.find(({ trueconfId }) => trueconfId !== null)?.trueconfId ?? null;
  };
}
