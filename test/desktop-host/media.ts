/**
 * Camera and microphone of a guest: Chromium asks nobody that the host could be, so the page's own call is wrapped, and what the
 * session's handler says becomes the permission of the jar. Without a handler Electron grants, and so does the host.
 */
import type { Page } from 'playwright-core';
import type { ContentsStandIn, SessionStandIn } from '../fixtures/desktop/parts.ts';

/** Each question of the page and what it was answered. */
export const mediaAnswers: {
  readonly origin: string;
  readonly kinds: readonly string[];
  allowed: boolean;
}[] = [];

export async function askForMedia(
  page: Page,
  contents: ContentsStandIn,
  session: SessionStandIn,
): Promise<void> {
  await page.exposeFunction('hostMediaAsked', async (origin: string, kinds: readonly string[]) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const details = { mediaTypes: kinds, securityOrigin: origin, requestingUrl: origin, isMainFrame: true };
    if (session.request) Reflect.apply(session.request, undefined, [contents, 'media', resolve, details]);
    else resolve(true);
    const allowed = await promise;
    mediaAnswers.push({ origin, kinds, allowed });
    const permissions = kinds.map((kind) => (kind === 'video' ? 'camera' : 'microphone'));
    if (allowed) await page.context().grantPermissions(permissions, { origin });
    else await page.context().clearPermissions();
    return allowed;
  });
  await page.addInitScript(() => {
    const devices = globalThis.navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) return;
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      const kinds = (['video', 'audio'] as const).filter((kind) => Boolean(wanted?.[kind]));
      const ask: unknown = Reflect.get(globalThis, 'hostMediaAsked');
      if (typeof ask !== 'function') throw new DOMException('Permission denied', 'NotAllowedError');
      const allowed: unknown = await Reflect.apply(ask, undefined, [location.origin, kinds]);
      if (allowed !== true) throw new DOMException('Permission denied', 'NotAllowedError');
      return original(wanted);
    };
  });
}
