/**
 * What embeds the call: an iframe in the browser, a `<webview>` on the desktop. Nothing else knows which, so that another
 * kind of view can take its place.
 */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../state/DeskContext.tsx';
import { readCallMessage, type CallMessage } from './callMessages.ts';
import { useRefusedFrame } from './framePolicy.ts';
import type { OpenCall } from './CallContext.tsx';

interface ConferenceViewProps {
  readonly call: OpenCall;
  readonly onMessage: (message: CallMessage) => void;
}

/** trueconf-api.md §4.3, and what the call's own buttons need. */
const allowed =
  'camera; microphone; autoplay; fullscreen; display-capture; speaker-selection; screen-wake-lock; picture-in-picture';

export function ConferenceView({ call, onMessage }: ConferenceViewProps) {
  const shell = useDesk((state) => state.info?.shell);
  if (shell === undefined) return null;
  return shell === 'desktop' ? <Guest call={call} /> : <Frame call={call} onMessage={onMessage} />;
}

function Frame({ call, onMessage }: ConferenceViewProps) {
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
      ref={frame}
      className="conference"
      title={t('call-frame')}
      allow={allowed}
      allowFullScreen
      referrerPolicy="no-referrer"
      src={call.url}
    />
  );
}

/** Made by hand: the partition counts only when it is set before the address. */
function Guest({ call }: { readonly call: OpenCall }) {
  const { t } = useTranslation('board');
  const place = useRef<HTMLDivElement>(null);
  const title = t('call-frame');
  const { url, partition } = call;
  useEffect(() => {
    const view = document.createElement('webview');
    view.setAttribute('partition', partition);
    view.setAttribute('src', url);
    view.setAttribute('aria-label', title);
    view.className = 'conference';
    place.current?.append(view);
    return () => view.remove();
  }, [url, partition, title]);
  return <div ref={place} className="conference-place" />;
}
