import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import type { StageWord } from '../../../shared/stage.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useCall } from '../conference/CallContext.tsx';
import { JoinInApp } from '../conference/JoinInApp.tsx';
import { useKeyHint } from '../keys/useKey.ts';

/** Somebody is in the call, so that joining is what matters now. */
const somebodyThere: ReadonlySet<StageWord> = new Set<StageWord>([
  'in-call',
  'in-call-unconfirmed',
  'going-in',
]);

/** The doctor's way into the call: beside the board, in a tab, or in TrueConf's app. */
export function JoinCall({ visit }: { readonly visit: VisitView }) {
  const { away } = useCall();
  // Whoever is in this call already, in a tab or in the app, has other things to do.
  const isIn = away.away?.id === visit.id;
  const tone = somebodyThere.has(visit.stage.word) && !isIn ? 'button small main' : 'button small';
  if (visit.call.kind === 'tab') return <JoinInTab visit={visit} tone={tone} />;
  if (visit.call.kind === 'app') return <JoinInApp visit={visit} tone={tone} />;
  return <JoinHere visit={visit} tone={tone} />;
}

interface JoinProps {
  readonly visit: VisitView;
  readonly tone: string;
}

function JoinHere({ visit, tone }: JoinProps) {
  const { t } = useTranslation('board');
  const call = useCall();
  const hint = useKeyHint('join-call');
  if (call.visitId === visit.id) return <span className="here">{t('in-this-call')}</span>;
  return (
    <button
      type="button"
      className={tone}
      data-join
      {...hint}
      aria-disabled={call.opening}
      onClick={() => call.join(visit)}
    >
      {t('join-call')}
    </button>
  );
}

/** A link, so that the browser itself opens the tab; the click also starts the conference on the server. */
function JoinInTab({ visit, tone }: JoinProps) {
  const { t } = useTranslation('board');
  const { away } = useCall();
  const hintId = useId();
  const hint = useKeyHint('join-call', t('call-tab-hint'));
  if (visit.call.url === null) return null;
  return (
    <a
      className={tone}
      href={visit.call.url}
      target="_blank"
      rel="noopener noreferrer"
      {...hint}
      aria-describedby={hintId}
      onClick={() => void away.go(visit.id)}
    >
      {t('join-call')}
      <Icon name="outside" />
      <span id={hintId} hidden>
        {t('call-tab-hint')}
      </span>
    </a>
  );
}
