/** Asks the server for the page of a call, as a browser would, and reads what its headers say of frames. */
import type { Pin } from '../../shared/settings.ts';
import type { Way } from '../proxy/way.ts';
import { createDispatcher, defaultLimits } from '../trueconf/dispatcher.ts';
import type { FrameHeaders } from './framing.ts';

export interface FrameQuestion {
  /** Origin of the TrueConf server. */
  readonly server: string;
  /** Path and query of the call's page; never its fragment, which lets a person in. */
  readonly path: string;
  readonly pin: Pin | null;
  /** PEM of the CA file's authorities. */
  readonly authorities?: readonly string[];
  /** Proxies on the way. */
  readonly way: Way;
  /** Ends the question. */
  readonly signal: AbortSignal;
  /** Epoch ms. */
  readonly now: () => number;
  /** PEM of the trusted authorities; the system's by default. */
  readonly roots?: () => readonly string[];
}

/** Redirects are not followed. Errors: rejects when no page comes, or none whose certificate the client would trust. */
export async function askFrameHeaders(question: FrameQuestion): Promise<FrameHeaders> {
  const { server, path, signal, roots } = question;
  const dispatcher = createDispatcher({
    origin: server,
    pin: question.pin,
    authorities: question.authorities,
    way: question.way,
    limits: defaultLimits,
    now: question.now,
    ...(roots && { roots }),
  });
  try {
    const { statusCode, headers, body } = await dispatcher
      .pool('background')
      .request({ method: 'GET', path, headers: { accept: 'text/html' }, signal });
    await body.dump({ limit: defaultLimits.maxBytes, signal });
    if (statusCode !== 200) throw new Error('no page');
    return {
      policies: [headers['content-security-policy'] ?? []].flat(),
      frameOptions: [headers['x-frame-options'] ?? []].flat(),
    };
  } finally {
    await dispatcher.close();
  }
}
