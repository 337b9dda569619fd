/**
 * Makes a PNG of Chromium's smaller without losing anything: its colours in a palette where there are few enough, and
 * packed as tightly as zlib can.
 */
import { constants, crc32, deflateSync, inflateSync } from 'node:zlib';

const signatureLength = 8;

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

/** `null`: more than 256 colours, or a pixel that is seen through. */
function inPalette(
  rows: Buffer,
  width: number,
  bytesPerPixel: number,
): { readonly palette: Buffer; readonly rows: Buffer } | null {
  const height = rows.length / (width * bytesPerPixel);
  const numbers = new Map<number, number>();
  const indexed = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * bytesPerPixel;
    if (bytesPerPixel === 4 && rows[at + 3] !== 255) return null;
    const colour = rows.readUIntBE(at, 3);
    const known = numbers.get(colour) ?? numbers.size;
    if (known === 256) return null;
    numbers.set(colour, known);
    indexed[pixel + Math.floor(pixel / width) + 1] = known;
  }
  const palette = Buffer.alloc(numbers.size * 3);
  for (const [colour, number] of numbers) palette.writeUIntBE(colour, number * 3, 3);
  return { palette, rows: indexed };
}
