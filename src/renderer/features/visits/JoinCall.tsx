import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import type { StageWord } from '../../../shared/stage.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useCall } from '../conference/CallContext.tsx';

/** Somebody is in the call, so that joining is what matters now. */
const somebodyThere: ReadonlySet<StageWord> = new Set<StageWord>([
  'in-call',
  'in-call-unconfirmed',
  'going-in',
]);

/** The doctor's way into the call: beside the board, or in a tab. */
export function JoinCall({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const call = useCall();
  const tone = somebodyThere.has(visit.stage.word) ? 'button small main' : 'button small';
  if (visit.call.kind === 'tab') return <JoinInTab visit={visit} tone={tone} />;
  if (call.visitId === visit.id) return <span className="here">{t('in-this-call')}</span>;
  return (
    <button type="button" className={tone} aria-disabled={call.opening} onClick={() => call.join(visit)}>
      {t('join-call')}
    </button>
  );
}

/** A link, so that the browser itself opens the tab; the click also starts the conference on the server. */
function JoinInTab({ visit, tone }: { readonly visit: VisitView; readonly tone: string }) {
  const { t } = useTranslation('board');
  const enter = useAsk('call:enter', t('error-call'));
  const hintId = useId();
  if (visit.call.url === null) return null;
  return (
    <a
      className={tone}
      href={visit.call.url}
      target="_blank"
      rel="noopener noreferrer"
      title={t('call-tab-hint')}
      aria-describedby={hintId}
      onClick={() => void enter.run({ visitId: visit.id })}
    >
      {t('join-call')}
      <Icon name="outside" />
      <span id={hintId} hidden>
        {t('call-tab-hint')}
      </span>
    </a>
  );
}
