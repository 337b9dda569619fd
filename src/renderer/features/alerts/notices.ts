/** What a notice of the system says of an arrival. Pure but for the words. */
import type { TFunction } from 'i18next';
import type { Notice } from '../../../shared/ipc/shell.ts';
import type { Arrival } from './arrivals.ts';
import { initialsOf } from './initials.ts';

export type AlertWords = TFunction<'alerts'>;

/** The one that stands for several: after a line that was lost, never one for each. */
export const severalName = 'several';

/** `arrivals`: one or more that came at once. With `privacy` no name leaves the page, its initials do. */
export function noticeOf(arrivals: readonly Arrival[], privacy: boolean, t: AlertWords): Notice {
  const [arrival] = arrivals;
  if (arrival && arrivals.length === 1) return oneNotice(arrival, privacy, t);
  const count = (kind: Arrival['kind']): number => arrivals.filter((each) => each.kind === kind).length;
  const [waiting, calls, straight] = [count('waiting'), count('call-me'), count('straight')];
  const parts = [
    ...(calls > 0 ? [t('notice-calls-count', { count: calls })] : []),
    ...(waiting > 0 ? [t('notice-waiting-count', { count: waiting })] : []),
    ...(straight > 0 ? [t('notice-straight-count', { count: straight })] : []),
  ];
  return { name: severalName, title: t('notice-several'), text: parts.join(' · '), visitId: null };
}

/** As the doctor calls the visit; where it has no label, as the patient typed. */
function oneNotice(
  { key, kind, visitId, label, typedName }: Arrival,
  privacy: boolean,
  t: AlertWords,
): Notice {
  const name = label === '' ? typedName : label;
  const isUnnamed = kind === 'call-me' && name === '';
  return {
    name: key,
    title: t(isUnnamed ? 'notice-call-me-unnamed' : `notice-${kind}`),
    text: privacy && name !== '' ? initialsOf(name) : name,
    visitId,
  };
}
