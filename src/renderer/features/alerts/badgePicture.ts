/** The number of those who wait as a picture: for the tab, the task bar and the place beside the clock. */

export interface BadgePictures {
  /** PNG as `data:` addresses: the app's icon with the number, and the number alone. */
  readonly icon: string;
  readonly mark: string;
}

const size = 32;
/** It stands on the system's own colours, in both themes alike: `--alarm` of the light one. */
const ground = '#b3231b';
const ink = '#ffffff';

/** What fits into the picture. */
export const badgeText = (count: number): string => (count > 9 ? '9+' : String(count));

/** `null`: this page cannot draw. */
export async function drawBadge(count: number): Promise<BadgePictures | null> {
  const base = await plainIcon();
  const icon = canvas((paint) => {
    if (base) paint.drawImage(base, 0, 0, size, size);
    disc(paint, { x: 18, y: 18, radius: 14, text: badgeText(count) });
  });
  const mark = canvas((paint) => disc(paint, { x: 16, y: 16, radius: 16, text: badgeText(count) }));
  return icon !== null && mark !== null ? { icon, mark } : null;
}

let loaded: Promise<HTMLImageElement | null> | undefined;

/** Loaded once; without it the number stands alone. */
function plainIcon(): Promise<HTMLImageElement | null> {
  loaded ??= (async () => {
    const image = new Image(size, size);
    image.src = './icon.svg';
    return image.decode().then(
      () => image,
      () => null,
    );
  })();
  return loaded;
}

function canvas(draw: (paint: CanvasRenderingContext2D) => void): string | null {
  const element = document.createElement('canvas');
  element.width = size;
  element.height = size;
  const paint = element.getContext('2d');
  if (!paint) return null;
  draw(paint);
  return element.toDataURL('image/png');
}

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text: string;
}

function disc(paint: CanvasRenderingContext2D, { x, y, radius, text }: Disc): void {
  paint.fillStyle = ground;
  paint.beginPath();
  paint.arc(x, y, radius, 0, 2 * Math.PI);
  paint.fill();
  paint.fillStyle = ink;
  paint.textAlign = 'center';
  paint.textBaseline = 'middle';
  paint.font = `700 ${Math.round(radius * (text.length > 1 ? 1.25 : 1.6))}px system-ui, sans-serif`;
  paint.fillText(text, x, y + radius * 0.08);
}
