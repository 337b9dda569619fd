/** The guest of a call shows a screen: the doctor chooses which one, in our own page where the system has no picker. */
import { sourcesAtMost, type ScreenSource } from '../../shared/ipc/callWindow.ts';
import type { EventPayload, RequestInput } from '../../shared/ipc/contract.ts';
import { mayAskToShare, offeredSources, screenPicker } from '../security/displayMedia.ts';
import type { Place } from '../security/ownPage.ts';
import type { DesktopPort, SessionPort, SourcePort } from './port.ts';

export interface ScreenShare {
  /** `place`: of the call in this session, now. */
  install(session: SessionPort, place: () => Place | null): void;
  answer(chosen: RequestInput<'shell:shareScreen'>): void;
  /** Nobody can answer any more, or nobody asks: what is asked is refused. */
  drop(): void;
}

export interface ScreenShareFacts {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks the page; a question without sources takes the former one back. */
  readonly ask: (question: EventPayload<'shell:chooseScreen'>) => void;
  /** The app's own window among the sources. */
  readonly ownSourceId: () => string | null;
}

interface Pending {
  readonly requestId: number;
  readonly done: (sourceId: string | null) => void;
}

const pictureSize = { width: 320, height: 180 } as const;
const pictureQuality = 70;
const longestName = 200;

export function createScreenShare(
  port: Pick<DesktopPort, 'desktopCapturer'>,
  facts: ScreenShareFacts,
): ScreenShare {
  const { picker, useSystemPicker } = screenPicker(facts.platform, facts.environment);
  let asking = false;
  let pending: Pending | null = null;
  let lastId = 0;
  /** Counts the calls that were left: what is listed for one is not offered in the next. */
  let generation = 0;

  function settle(sourceId: string | null): void {
    pending?.done(sourceId);
    pending = null;
  }

  async function choose(place: () => Place | null): Promise<SourcePort | null> {
    const begun = generation;
    const all = await port.desktopCapturer.getSources({
      types: ['screen', 'window'],
      thumbnailSize: pictureSize,
    });
    if (generation !== begun || place() === null) return null;
    if (picker === 'portal') return all[0] ?? null;
    const sources = offeredSources(all, facts.ownSourceId()).slice(0, sourcesAtMost);
    const { promise, resolve } = Promise.withResolvers<string | null>();
    lastId += 1;
    pending = { requestId: lastId, done: resolve };
    facts.ask({ requestId: lastId, sources: sources.map(shown) });
    const sourceId = await promise;
    return sources.find(({ id }) => id === sourceId) ?? null;
  }

  /** One question at a time: a second one would take the place of what the doctor is reading. */
  async function answerTo(isAllowed: boolean, place: () => Place | null): Promise<SourcePort | null> {
    if (!isAllowed || asking) return null;
    asking = true;
    try {
      return await choose(place);
    } catch {
      // The system refuses to list what there is: nothing can be shown.
      return null;
    } finally {
      asking = false;
    }
  }

  return {
    install(session, place) {
      session.setDisplayMediaRequestHandler(
        ({ frame, securityOrigin, userGesture, videoRequested }, callback) => {
          const isMainFrame = frame !== null && frame.parent === null;
          const question = { securityOrigin, isMainFrame, userGesture, videoRequested };
          void answerTo(mayAskToShare(question, place()), place).then((source) => {
            // The call may have been left meanwhile; nobody is shown anything then.
            const video = place() === null ? null : source;
            callback(video && { video: { id: video.id, name: video.name } });
          });
        },
        { useSystemPicker },
      );
    },
    answer({ requestId, sourceId }) {
      if (pending?.requestId === requestId) settle(sourceId);
    },
    drop() {
      generation += 1;
      if (!pending) return;
      facts.ask({ requestId: pending.requestId, sources: null });
      settle(null);
    },
  };
}

function shown({ id, name, thumbnail }: SourcePort): ScreenSource {
  const kind = id.startsWith('screen:') ? 'screen' : 'window';
  const picture = thumbnail.isEmpty()
    ? null
    : `data:image/jpeg;base64,${thumbnail.toJPEG(pictureQuality).toString('base64')}`;
  return { id, kind, name: name.slice(0, longestName), picture };
}
