/**
 * Makes a PNG of Chromium's smaller: 256 colours in a palette, where each of the others (the edges of letters) is so
 * near to one of them that nobody sees the difference.
 */
import { constants, crc32, deflateSync, inflateSync } from 'node:zlib';

const signatureLength = 8;
/** How far a colour may move, of 255 in a channel; as little as it takes. */
const unseen = [0, 4, 8, 12, 16] as const;
/** How many colours never move. */
const exact = 128;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** `png`: eight bits a channel, red, green and blue, with or without alpha; anything else is given back as it is. */
export function smaller(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!header || header[8] !== 8 || header[12] !== 0) return png;
  const bytesPerPixel = header[9] === 2 ? 3 : header[9] === 6 ? 4 : 0;
  if (bytesPerPixel === 0) return png;
  const width = header.readUInt32BE(0);
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const filtered = inflateSync(packed);
  const indexed = inPalette(unfiltered(filtered, width, bytesPerPixel), width, bytesPerPixel);
  const parts: readonly Chunk[] = indexed
    ? [
        { type: 'IHDR', data: withColourType(header, 3) },
        { type: 'PLTE', data: indexed.palette },
        { type: 'IDAT', data: tight(indexed.rows) },
      ]
    : [
        { type: 'IHDR', data: header },
        { type: 'IDAT', data: tight(filtered) },
      ];
  const end: Chunk = { type: 'IEND', data: Buffer.alloc(0) };
  const made = Buffer.concat([png.subarray(0, signatureLength), ...[...parts, end].map(written)]);
  return made.length < png.length ? made : png;
}

const tight = (rows: Buffer): Buffer =>
  deflateSync(rows, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });

function withColourType(header: Buffer, type: number): Buffer {
  const copy = Buffer.from(header);
  copy[9] = type;
  return copy;
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signatureLength; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
}

function written({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Rows of pixels without the filter byte before each (PNG specification, 9.2). */
function unfiltered(filtered: Buffer, width: number, bytesPerPixel: number): Buffer {
  const rowLength = width * bytesPerPixel;
  const height = filtered.length / (rowLength + 1);
  const rows = Buffer.alloc(rowLength * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (rowLength + 1)] ?? 0;
    for (let x = 0; x < rowLength; x += 1) {
      const at = y * rowLength + x;
      const left = x < bytesPerPixel ? 0 : (rows[at - bytesPerPixel] ?? 0);
      const up = y === 0 ? 0 : (rows[at - rowLength] ?? 0);
      const corner = x < bytesPerPixel || y === 0 ? 0 : (rows[at - rowLength - bytesPerPixel] ?? 0);
      rows[at] = ((filtered[y * (rowLength + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner)) & 255;
    }
  }
  return rows;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((each) => Math.abs(guess - each));
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner;
}

interface Indexed {
  readonly palette: Buffer;
  /** One byte a pixel, and the filter byte (none) before each row. */
  readonly rows: Buffer;
}

/** `null`: a palette cannot hold the colours, or a pixel is seen through. */
function inPalette(rows: Buffer, width: number, bytesPerPixel: number): Indexed | null {
  const pixels = rows.length / bytesPerPixel;
  const colourAt = (pixel: number): number => rows.readUIntBE(pixel * bytesPerPixel, 3);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    if (bytesPerPixel === 4 && rows[pixel * bytesPerPixel + 3] !== 255) return null;
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const kept = unseen.map((apart) => keep(byCount, apart)).find((some) => some !== null);
  if (!kept) return null;
  const numbers = new Map(byCount.map((colour) => [colour, nearest(colour, kept)]));
  const indexed = Buffer.alloc(pixels + pixels / width);
  for (let pixel = 0; pixel < pixels; pixel += 1)
    indexed[pixel + Math.floor(pixel / width) + 1] = numbers.get(colourAt(pixel)) ?? 0;
  const palette = Buffer.alloc(kept.length * 3);
  for (const [number, colour] of kept.entries()) palette.writeUIntBE(colour, number * 3, 3);
  return { palette, rows: indexed };
}

/**
 * The most frequent colours as they are, because a shadow must not show steps; of the others so many that none is
 * further than this from one that is kept. `null`: too many.
 */
function keep(colours: readonly number[], apart: number): readonly number[] | null {
  const kept = colours.slice(0, exact);
  for (const colour of colours.slice(exact)) {
    if (kept.some((other) => distance(colour, other) <= apart)) continue;
    if (kept.length === 256) return null;
    kept.push(colour);
  }
  return kept;
}

function nearest(colour: number, kept: readonly number[]): number {
  const apart = kept.map((other) => distance(colour, other));
  return apart.indexOf(Math.min(...apart));
}

/** The largest difference of a channel. */
const distance = (one: number, other: number): number =>
  Math.max(...[16, 8, 0].map((shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255))));
