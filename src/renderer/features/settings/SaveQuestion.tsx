/** What is asked before something is saved: what would be lost by it, or kept in the open. */
import { useTranslation } from 'react-i18next';
import type { RequestOutput, SettingsView } from '../../../shared/ipc/contract.ts';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { clockTime } from '../../ui/times.ts';
import { useShownName } from '../alerts/privacy.ts';
import { LeavingDoctors, type LeftVisits } from '../doctors/LeavingDoctors.tsx';

type DyingLinks = Extract<RequestOutput<'settings:save'>, { state: 'links-would-die' }>['visits'];

export type QuestionAbout =
  | { readonly kind: 'consent' }
  | { readonly kind: 'links'; readonly visits: DyingLinks }
  | { readonly kind: 'doctors'; readonly visits: LeftVisits };

interface SaveQuestionProps {
  readonly about: QuestionAbout;
  readonly view: SettingsView;
  readonly onAnswer: (yes: boolean) => void;
}

export function SaveQuestion({ about, view, onAnswer }: SaveQuestionProps) {
  const { t, i18n } = useTranslation('settings');
  const shown = useShownName();
  if (about.kind === 'doctors') {
    return <LeavingDoctors visits={about.visits} doctors={view.values.doctors.list} onAnswer={onAnswer} />;
  }
  const key = about.kind === 'consent' ? 'consent' : 'links-die';
  return (
    <QuestionDialog
      title={t(`${key}-title`)}
      noText={t('cancel')}
      yesText={t(`${key}-yes`)}
      onNo={() => onAnswer(false)}
      onYes={() => onAnswer(true)}
    >
      <p>{t(`${key}-text`)}</p>
      {about.kind === 'links' && (
        <ul className="plain-list">
          {about.visits.map(({ id, label, createdAt }) => (
            <li key={id} dir="auto">
              {label === '' ? t('visit-at', { time: clockTime(createdAt, i18n.language) }) : shown(label)}
            </li>
          ))}
        </ul>
      )}
    </QuestionDialog>
  );
}
