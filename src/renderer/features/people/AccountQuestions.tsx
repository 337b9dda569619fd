/** What is asked before somebody loses a password or the way in. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/ipc/people.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { passwordProblem, type AccountProblem } from './accountForm.ts';
import { PasswordField } from './fields.tsx';
import { useSending } from './useSending.ts';

interface QuestionProps {
  readonly account: AccountView;
  readonly onClose: () => void;
  readonly onDone: (word: string) => void;
}

export function PasswordDialog({ account, onClose, onDone }: QuestionProps) {
  const { t } = useTranslation('people');
  const { name } = account;
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<AccountProblem | undefined>(undefined);
  const { busy, problem, send } = useSending('people:setPassword');
  const save = async (): Promise<void> => {
    const found = passwordProblem(password);
    setWrong(found);
    if (found !== undefined || !(await send({ accountId: account.id, password }))) return;
    onDone(t('password-set', { name }));
    onClose();
  };
  return (
    <FormDialog
      title={t('password-title', { name })}
      submitText={t(busy ? 'saving' : 'save')}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <p>{t('password-text', { name })}</p>
      <PasswordField
        label={t('password-new')}
        problem={wrong}
        value={password}
        onChange={(value) => {
          setPassword(value);
          setWrong(undefined);
        }}
      />
    </FormDialog>
  );
}

export function DisableDialog({ account, onClose, onDone }: QuestionProps) {
  const { t } = useTranslation('people');
  const { busy, problem, send } = useSending('people:change');
  const disable = async (): Promise<void> => {
    if (!(await send({ accountId: account.id, changes: { disabled: true } }))) return;
    onDone(t('changed'));
    onClose();
  };
  return (
    <QuestionDialog
      title={t('disable-title', { name: account.name })}
      noText={t('disable-no')}
      yesText={t('disable-yes')}
      main="danger"
      busy={busy}
      onNo={onClose}
      onYes={() => void disable()}
    >
      <p>{t('disable-text')}</p>
      <p className="field-error" role="alert" hidden={problem === null}>
        {problem}
      </p>
    </QuestionDialog>
  );
}
