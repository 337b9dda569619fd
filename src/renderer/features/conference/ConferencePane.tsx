import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { useNotify } from '../../ui/Alerts.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { EndVisit } from '../visits/EndVisit.tsx';
import { useCardName } from '../visits/VisitCard.tsx';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import type { CallMessage } from './callMessages.ts';
import { ConferenceView } from './ConferenceView.tsx';
import { useCall, type OpenCall } from './CallContext.tsx';

/** What must be said; after a plain leave the board says enough. */
const sentences = {
  logout: null,
  connectionClosed: null,
  loginFail: 'call-refused',
  notSupported: 'call-not-supported',
} as const satisfies Record<CallMessage, string | null>;

/** The call beside the board, with its bar. */
export function ConferencePane({ call }: { readonly call: OpenCall }) {
  const visit = useDesk((state) => state.visits?.get(call.visitId));
  return visit ? <Pane call={call} visit={visit} /> : null;
}

function Pane({ call, visit }: { readonly call: OpenCall; readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const { leave } = useCall();
  const notify = useNotify();
  const name = useCardName(visit);
  const hear = useCallback(
    (message: CallMessage) => {
      const sentence = sentences[message];
      if (sentence) notify(t(sentence));
      leave();
    },
    [leave, notify, t],
  );
  return (
    <section className="call" aria-label={t('call')}>
      <div className="call-bar">
        <b dir="auto">{visit.label === '' ? name : visit.label}</b>
        <RunningTime since={visit.stage.since} word={visit.stage.word} />
        <span className="grow" />
        <button type="button" className="button small" onClick={leave}>
          {t('leave-call')}
        </button>
        <EndVisit visit={visit} label={t('end-this-visit')} className="button small end" />
      </div>
      <ConferenceView call={call} onMessage={hear} />
    </section>
  );
}

/** In the place of a call that goes on at another desk: why it is gone, and the way back. */
export function TakenPane({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('board');
  const { join, forgetTaken, opening } = useCall();
  const name = useCardName(visit);
  return (
    <section className="call" aria-label={t('call')}>
      <div className="call-bar">
        <b dir="auto">{visit.label === '' ? name : visit.label}</b>
        <span className="grow" />
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
