import { describe, expect, it } from 'vitest';
import {
  applyReport,
  cameraFailed,
  cameraOutcomes,
  pageEvents,
  type CameraReport,
  type PageEvent,
  type PageReport,
} from '../../../src/shared/page.ts';

const device = { browser: 'chrome', system: 'android' } as const;
const report = (event: PageEvent, camera: CameraReport | null = null): PageReport => ({
  event,
  at: null,
  device,
  camera,
});
const refused = { outcome: 'refused', sound: false } as const;

describe('what is known of a page', () => {
  it.each<[PageEvent, string]>([
    ['open', 'open'],
    ['here', 'open'],
    ['back', 'open'],
    ['camera', 'open'],
    ['logout', 'open'],
    ['hidden', 'hidden'],
    ['leaving', 'left'],
  ])('%s: the page is %s', (event, sight) => {
    expect(applyReport(null, report(event), 5)).toEqual({
      sight,
      sightAt: 5,
      device,
      camera: null,
      callMe: null,
    });
  });

  it('is the very same object when a report brings nothing new', () => {
    for (const event of pageEvents) {
      const once = applyReport(null, report(event, refused), 5);
      expect(applyReport(once, report(event, refused), 9)).toBe(once);
    }
  });

  it('keeps the time of a sight that goes on, and of a camera that stays as it is', () => {
    const first = applyReport(null, report('camera', refused), 5);
    const hidden = applyReport(first, report('hidden'), 7);
    expect(hidden).toMatchObject({ sight: 'hidden', sightAt: 7, camera: { outcome: 'refused', at: 5 } });
    const works = applyReport(hidden, report('camera', { outcome: 'works', sound: true }), 9);
    expect(works).toMatchObject({ sight: 'open', sightAt: 9, camera: { outcome: 'works', at: 9 } });
  });

  it('takes word of a camera only with the event of one, and keeps the device that was told once', () => {
    const first = applyReport(null, report('open', refused), 5);
    expect(first.camera).toBeNull();
    expect(applyReport(first, { event: 'hidden', at: null, device: null, camera: null }, 6).device).toEqual(
      device,
    );
  });

  it('keeps a cry for help whatever is reported', () => {
    const callMe = { reason: 'camera', at: 3 } as const;
    const crying = { ...applyReport(null, report('open'), 3), callMe };
    for (const event of pageEvents) expect(applyReport(crying, report(event), 9).callMe).toBe(callMe);
  });

  it('tells failures of a camera from what is none', () => {
    const failed = cameraOutcomes.filter((outcome) => cameraFailed({ outcome, sound: false, at: 1 }));
    expect(failed).toEqual(cameraOutcomes.filter((outcome) => outcome !== 'asking' && outcome !== 'works'));
    expect(cameraFailed(null)).toBe(false);
  });
});
