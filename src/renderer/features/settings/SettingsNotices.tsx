/** What IT should know before anything else on this screen: a policy that is wrong, settings that were set aside, certificates that end. */
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../shared/ipc/contract.ts';
import { policySentence, type PolicyText } from '../../../shared/policySentence.ts';
import { Banner } from '../../ui/Banner.tsx';

/** Of all sentences of the area: each takes what it has a place for. */
const gaps = { place: '', key: '', expected: '', min: '', max: '', values: '', fields: '' };

export function SettingsNotices({ view }: { readonly view: SettingsView }) {
  const { t } = useTranslation('policy');
  const text: PolicyText = (key, values = {}) => t(key, { ...gaps, ...values });
  if (view.policyProblems.length === 0) return null;
  return (
    <div className="settings-notices">
      {view.policyProblems.map((problem) => (
        <Banner key={`${problem.place} ${problem.key} ${problem.problem}`} tone="alarm">
          {policySentence(problem, text)}
        </Banner>
      ))}
    </div>
  );
}
