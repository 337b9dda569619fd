import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { MediaTrouble } from '../computer/Computer.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { EndVisit } from '../visits/EndVisit.tsx';
import { countWaiting } from '../visits/groups.ts';
import { useShownName } from '../alerts/privacy.ts';
import { useCardName } from '../visits/VisitCard.tsx';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import type { CallMessage } from './callMessages.ts';
import { ConferenceView } from './ConferenceView.tsx';
import { useCall, type OpenCall } from './CallContext.tsx';
import { EndAndNext } from './EndAndNext.tsx';
import { Greeting } from './Greeting.tsx';
import { LayoutButtons } from './LayoutButtons.tsx';

/** What must be said; after a plain leave the board says enough. */
const sentences = {
  logout: null,
  connectionClosed: null,
  loginFail: 'call-refused',
  notSupported: 'call-not-supported',
} as const satisfies Record<CallMessage, string | null>;

/** The call beside the board, or alone in the window, with its bar. */
export function ConferencePane({ call }: { readonly call: OpenCall }) {
  const visit = useDesk((state) => state.visits?.get(call.visitId));
  return visit ? <Pane call={call} visit={visit} /> : null;
}

interface PaneProps {
  readonly call: OpenCall;
  readonly visit: VisitView;
}

function Pane({ call, visit }: PaneProps) {
  const { t } = useTranslation('board');
  const { leave, opening } = useCall();
  const notify = useNotify();
  const hear = useCallback(
    (message: CallMessage) => {
      const sentence = sentences[message];
      if (sentence) notify(t(sentence));
      leave();
    },
    [leave, notify, t],
  );
  return (
    <section className="call" aria-label={t('call')} tabIndex={-1}>
      <CallBar visit={visit} />
      <Greeting visit={visit} />
      <MediaTrouble />
      {/* Entered anew: the former page goes first, because no second one is let in beside it. */}
      {opening ? (
        <div className="conference-place" />
      ) : (
        <ConferenceView key={call.entry} call={call} onMessage={hear} />
      )}
    </section>
  );
}

function CallBar({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const { leave, layout } = useCall();
  const name = useCardName(visit);
  // Where the header is out of sight, this is what the page is about.
  const Name = layout === 'beside' ? 'b' : 'h1';
  const shown = useShownName(visit.id);
  return (
    <div className="call-bar">
      <div className="call-who">
        <Name dir="auto">{visit.label === '' ? name : shown(visit.label)}</Name>
        <RunningTime since={visit.stage.since} word={visit.stage.word} />
      </div>
      <Waiting />
      <LayoutButtons />
      <div className="call-ways">
        <button type="button" className="button small" {...useKeyHint('leave-call')} onClick={leave}>
          {t('leave-call')}
        </button>
        <EndVisit visit={visit} label={t('end-this-visit')} className="button small end" />
        <EndAndNext visit={visit} />
      </div>
    </div>
  );
}

/** Where the board is out of sight: how many wait, and the way back to it. */
function Waiting() {
  const { t } = useTranslation('call');
  const { layout, setLayout } = useCall();
  const count = useDesk((state) => countWaiting(state.visits?.values() ?? []));
  if (layout === 'beside' || count === 0) return null;
  return (
    <button type="button" className="button small waiting" onClick={() => setLayout('beside')}>
      {t('waiting', { count })}
    </button>
  );
}

/** In the place of a call that goes on at another desk: why it is gone, and the way back. */
export function TakenPane({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const { join, forgetTaken, opening } = useCall();
  const name = useCardName(visit);
  const shown = useShownName(visit.id);
  return (
    <section className="call" aria-label={t('call')}>
      <div className="call-bar">
        <div className="call-who">
          <b dir="auto">{visit.label === '' ? name : shown(visit.label)}</b>
        </div>
        <button type="button" className="button small" onClick={forgetTaken}>
          {t('close')}
        </button>
      </div>
      <div className="call-taken">
        <p role="alert">{t('call-taken')}</p>
        <button type="button" className="button" aria-disabled={opening} onClick={() => join(visit)}>
          {t('take-over')}
        </button>
      </div>
    </section>
  );
}
