/** Where the one window stands when the call makes it small, and afterwards. Pure; all in device-independent pixels. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of the small window: room for a face, and for the bar in two rows. */
const compactSize = { width: 440, height: 360 } as const;
const marginPx = 16;
/** So much of the window's upper edge must be on a screen, so that it can be taken by the pointer and moved. */
const handle = { width: 120, height: 24 } as const;

/** The small window: in the lower right corner of the screen on which the window is, never larger than that. */
export function compactBounds(workArea: Area): Area {
  const width = Math.min(compactSize.width, workArea.width);
  const height = Math.min(compactSize.height, workArea.height);
  return {
    x: Math.max(workArea.x, workArea.x + workArea.width - width - marginPx),
    y: Math.max(workArea.y, workArea.y + workArea.height - height - marginPx),
    width,
    height,
  };
}

/** As it was before it became small; on the first screen, and not larger than that, where its own has gone. */
export function restoredBounds(former: Area, workAreas: readonly Area[], primary: Area): Area {
  if (workAreas.some((area) => canBeTaken(former, area))) return former;
  const width = Math.min(former.width, primary.width);
  const height = Math.min(former.height, primary.height);
  return {
    x: primary.x + Math.floor((primary.width - width) / 2),
    y: primary.y + Math.floor((primary.height - height) / 2),
    width,
    height,
  };
}

function canBeTaken(window: Area, area: Area): boolean {
  const across = overlap([window.x, window.width], [area.x, area.width]);
  const down = overlap([window.y, handle.height], [area.y, area.height]);
  return across >= handle.width && down >= handle.height;
}

type Stretch = readonly [start: number, length: number];
const overlap = ([a, aLength]: Stretch, [b, bLength]: Stretch): number =>
  Math.min(a + aLength, b + bLength) - Math.max(a, b);
