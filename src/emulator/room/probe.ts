/** What a test wants to know of another side's picture and sound. */
import { blockShare } from './media.ts';
import { palette } from './protocol.ts';

const farthest = 90;
const sampleWidth = 60;
const sampleHeight = 34;

function average(pixels: Uint8ClampedArray): readonly [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += 4) {
    sums[0] += pixels[at] ?? 0;
    sums[1] += pixels[at + 1] ?? 0;
    sums[2] += pixels[at + 2] ?? 0;
  }
  const count = pixels.length / 4;
  return [sums[0] / count, sums[1] / count, sums[2] / count];
}

const channels = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** The colour of the palette nearest to an average; `null` when none is near. */
export function nearestColor(seen: readonly [number, number, number]): string | null {
  const distances = palette.map((color) => ({
    color,
    distance: Math.hypot(...channels(color).map((value, at) => value - (seen[at] ?? 0))),
  }));
  const nearest = distances.reduce((best, next) => (next.distance < best.distance ? next : best));
  return nearest.distance <= farthest ? nearest.color : null;
}

/** The colour of the block in the frame that is shown now; `null` before the first frame. */
export function readColor(video: HTMLVideoElement): string | null {
  if (video.videoWidth === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = sampleWidth;
  canvas.height = sampleHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0, sampleWidth, sampleHeight);
  // The middle of the block: its edges are smeared by the codec.
  const width = Math.floor(sampleWidth * blockShare);
  const { data } = context.getImageData(width / 4, sampleHeight / 4, width / 2, sampleHeight / 2);
  return nearestColor(average(data));
}

export interface MediaStats {
  readonly framesDecoded: number;
  readonly audioBytes: number;
}

/** From the `inbound-rtp` reports of the connection. */
export async function mediaStats(connection: RTCPeerConnection | undefined): Promise<MediaStats> {
  let framesDecoded = 0;
  let audioBytes = 0;
  const reports = await connection?.getStats();
  reports?.forEach((report: RTCInboundRtpStreamStats) => {
    if (report.type !== 'inbound-rtp') return;
    framesDecoded += report.framesDecoded ?? 0;
    if (report.kind === 'audio') audioBytes += report.bytesReceived ?? 0;
  });
  return { framesDecoded, audioBytes };
}
