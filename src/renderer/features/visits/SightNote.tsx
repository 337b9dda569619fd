import { useTranslation } from 'react-i18next';
import type { PageView, PersonView } from '../../../shared/ipc/contract.ts';
import { useNow } from '../../ui/clock.ts';
import { SinceTime } from '../../ui/RunningTime.tsx';
import { outOfSight } from './sight.ts';

/** Beside "Going in": the page of this person is hidden or closed, and since when. */
export function SightNote({ person }: { readonly person: PersonView }) {
  const { stage, page } = person;
  if (stage.word !== 'going-in' || !page || page.sight === 'open') return null;
  return <Note person={person} page={page} />;
}

/** Looks at the clock, as nobody else's line needs to. */
function Note({ person, page }: { readonly person: PersonView; readonly page: PageView }) {
  const { t } = useTranslation('board');
  const word = outOfSight(person, useNow());
  if (!word) return null;
  return (
    <p className="news">
      <span className="word quiet">{t(`stage-${word}`)}</span>
      <SinceTime since={page.sightAt} />
    </p>
  );
}
