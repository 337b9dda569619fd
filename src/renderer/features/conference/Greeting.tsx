import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView, VisitView } from '../../../shared/ipc/contract.ts';
import { useShownName } from '../alerts/privacy.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useCall } from './CallContext.tsx';
import { namesOf } from './nextPatient.ts';

const staysMs = 10_000;
const icons = { same: 'check', unlike: 'warning', unknown: 'info' } as const;

/** Who has just come in by *End and next*: the typed name against the label, so that it is the right patient. */
export function Greeting({ visit }: { readonly visit: VisitView }) {
  const { next } = useCall();
  const { greeted } = next;
  const person = greeted?.visitId === visit.id && visit.persons.find(({ id }) => id === greeted.personId);
  return person ? <Names visit={visit} person={person} onDone={next.forgetGreeted} /> : null;
}

interface NamesProps {
  readonly visit: VisitView;
  readonly person: PersonView;
  readonly onDone: () => void;
}

/** Goes by itself, unless the two names differ: that must be seen. */
function Names({ visit, person, onDone }: NamesProps) {
  const { t } = useTranslation('call');
  const { typed, label, likeness } = namesOf(visit, person);
  const veiled = useShownName(visit.id);
  const stays = likeness === 'unlike';
  // Whether two names are one person's cannot be seen by their initials.
  const shown = stays ? (name: string) => name : veiled;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(onDone, staysMs);
    return () => clearTimeout(timer);
  }, [stays, onDone]);
  return (
    <div className={stays ? 'greeting unlike' : 'greeting'} role="status">
      <Icon name={icons[likeness]} />
      <dl>
        <div>
          <dt>{t('greeting-typed')}</dt>
          <dd dir="auto">{shown(typed)}</dd>
        </div>
        <div>
          <dt>{t('greeting-label')}</dt>
          <dd dir="auto">{label === '' ? t('greeting-no-label') : shown(label)}</dd>
        </div>
      </dl>
      <p>{t(`greeting-${likeness}`)}</p>
      <button type="button" className="button small" onClick={onDone}>
        {t('greeting-done')}
      </button>
    </div>
  );
}
