/**
 * What embeds the call: an iframe in the browser, a `<webview>` on the desktop. Nothing else knows which, so that another
 * kind of view can take its place. Neither is ever moved in the page: that would load it anew.
 */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { readCallMessage, type CallMessage } from './callMessages.ts';
import { CallTrouble } from './CallTrouble.tsx';
import { useRefusedFrame } from './framePolicy.ts';
import { followGuest } from './guestEvents.ts';
import type { RecoveryEvent } from './recovery.ts';
import { useRecovery } from './useRecovery.ts';
import type { OpenCall } from './CallContext.tsx';

interface ConferenceViewProps {
  readonly call: OpenCall;
  readonly onMessage: (message: CallMessage) => void;
}

interface PageProps extends ConferenceViewProps {
  /** Names the load: with a new one the page is loaded anew. */
  readonly load: number;
  readonly onPage: (event: RecoveryEvent) => void;
}

/** trueconf-api.md §4.3, and what the call's own buttons need. */
const allowed =
  'camera; microphone; autoplay; fullscreen; display-capture; speaker-selection; screen-wake-lock; picture-in-picture';

export function ConferenceView({ call, onMessage }: ConferenceViewProps) {
  const shell = useDesk((state) => state.info?.shell);
  const { recovery, hear } = useRecovery();
  if (shell === undefined) return null;
  const Page = shell === 'desktop' ? Guest : Frame;
  return (
    <div className="conference-place">
      <Page call={call} onMessage={onMessage} load={recovery.load} onPage={hear} />
      <CallTrouble call={call} recovery={recovery} />
    </div>
  );
}

/** Of a frame of another site nothing is known but that something was loaded: its own error page counts as that, too. */
function Frame({ call, onMessage, load, onPage }: PageProps) {
  const { t } = useTranslation('board');
  const frame = useRef<HTMLIFrameElement>(null);
  useRefusedFrame(call.url, call.visitId);
  useEffect(() => {
    const hear = (event: MessageEvent) => {
      const source = frame.current?.contentWindow ?? null;
      const message = readCallMessage(event, { origin: new URL(call.url).origin, source });
      if (message) onMessage(message);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [call.url, onMessage]);
  return (
    <iframe
      // The same address again would load nothing: it differs from itself in no more than the fragment.
      key={load}
      ref={frame}
      className="conference"
      title={t('call-frame')}
      allow={allowed}
      allowFullScreen
      referrerPolicy="no-referrer"
      src={call.url}
      onLoad={() => onPage('loaded')}
      onError={() => onPage('failed')}
    />
  );
}

/** Made by hand: the partition counts only when it is set before the address. */
function Guest({ call, load, onPage }: PageProps) {
  const { t } = useTranslation('board');
  const place = useRef<HTMLDivElement>(null);
  const guest = useRef<HTMLElement>(null);
  const title = t('call-frame');
  const { url, partition } = call;
  useEffect(() => {
    const view = document.createElement('webview');
    view.setAttribute('partition', partition);
    view.setAttribute('src', url);
    view.setAttribute('role', 'group');
    view.className = 'conference';
    const forget = followGuest(view, onPage);
    guest.current = view;
    place.current?.append(view);
    return () => {
      forget();
      view.remove();
    };
  }, [url, partition, onPage]);
  useEffect(() => guest.current?.setAttribute('aria-label', title), [title]);
  // Given its own address again, a webview loads it; a second one beside it would not be let in.
  useEffect(() => {
    if (load > 0) guest.current?.setAttribute('src', url);
  }, [load, url]);
  return <div ref={place} className="guest-place" />;
}
