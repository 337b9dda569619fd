/** What can be odd about the body of a POST: its type, its content, and how its end is told. */
import { gzipSync } from 'node:zlib';
import { fatal, head, odd, oddMark, plain, refused, same, type Change, type Oddity } from './draft.ts';

const type =
  (...types: readonly string[]): Change =>
  () => ({ type: types });
const content =
  (make: (content: Buffer) => Buffer): Change =>
  (draft) => ({ content: make(draft.content) });
const framed =
  (lines: (content: Buffer) => readonly string[], bytes: (content: Buffer) => Buffer): Change =>
  (draft) => ({
    framing: 'bytes',
    framed: { lines: lines(draft.content), bytes: bytes(draft.content) },
  });
const form = 'application/x-www-form-urlencoded';
const chunk = (bytes: Buffer, mark = ''): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}${mark}\r\n`), bytes, Buffer.from('\r\n')]);
const asIs = (bytes: Buffer): Buffer => bytes;
const lengthOf = (bytes: Buffer): string => `Content-Length: ${bytes.length}`;
const padded =
  (size: number) =>
  (bytes: Buffer): Buffer =>
    Buffer.concat([bytes, Buffer.from(`&pad=${'a'.repeat(Math.max(0, size - bytes.length - 5))}`)]);
const chunks = (bytes: Buffer): Buffer => Buffer.concat([chunk(bytes), Buffer.from('0\r\n\r\n')]);

export const bodyOddities = {
  type: {
    plain,
    charset: same(type(`${form}; charset=koi8-r`)),
    'upper case': same(type('APPLICATION/X-WWW-FORM-URLENCODED;Charset=UTF-8')),
    'semicolon behind': same(type(`${form};`)),
    'twice the same': same(type(form, form)),
    json: refused(type('application/json')),
    text: refused(type('text/plain;charset=utf-8')),
    multipart: refused(type(`multipart/form-data; boundary=${oddMark}`)),
    longer: refused(type(`${form}x`)),
    two: refused(type(`${form}, application/json`)),
    broken: refused(type(`${oddMark}/;;=`)),
    missing: refused(type()),
    empty: refused(type('')),
    'form and json': refused(type(form, 'application/json')),
    'json and form': refused(type('application/json', form)),
    'packed, it says': refused(head('Content-Encoding: gzip')),
  },
  content: {
    plain,
    'encoded key': same(
      content((bytes) => Buffer.from(bytes.toString('latin1').replace(/^name=/, 'n%61me='), 'latin1')),
    ),
    'as large as may be': same(content(padded(16_384))),
    'more fields': same(
      content((bytes) =>
        Buffer.concat([bytes, Buffer.from(`&__proto__=1&name[]=${oddMark}&constructor=2&=&&x`)]),
      ),
    ),
    'many fields': same(content((bytes) => Buffer.concat([bytes, Buffer.from('&x=1'.repeat(2_000))]))),
    'too large': odd('refused', 'closing')(content(padded(17_000))),
    json: odd('fieldless')(content(() => Buffer.from(`{"name":"${oddMark}","event":"open","code":"x"}`))),
    multipart: odd('fieldless')(
      content(() =>
        Buffer.from(`--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n${oddMark}\r\n--x--\r\n`),
      ),
    ),
    packed: odd('fieldless')(content((bytes) => gzipSync(bytes))),
    bytes: odd('fieldless')(
      content(() => Buffer.from(Array.from({ length: 256 }, (_, index) => (index === 0x26 ? 0 : index)))),
    ),
    'not UTF-8': odd('fieldless')(content(() => Buffer.from('\xff\xfe=\xc0\x80&%=%&%E0%A4%A', 'latin1'))),
    signs: odd('fieldless')(content(() => Buffer.from('&=&;%&&=='))),
  },
  framing: {
    plain,
    chunked: same(() => ({ framing: 'chunked' })),
    'chunked, with marks': same(
      framed(
        () => ['Transfer-Encoding: Chunked'],
        (bytes) =>
          Buffer.concat([
            chunk(bytes.subarray(0, 1), ';a=b'),
            chunk(bytes.subarray(1), `;${oddMark}="x"`),
            Buffer.from('0\r\n\r\n'),
          ]),
      ),
    ),
    'chunked, with a trailer': same(
      framed(
        () => ['Transfer-Encoding: chunked', 'Trailer: X-T'],
        (bytes) => Buffer.concat([chunk(bytes), Buffer.from(`0\r\nX-T: ${oddMark}\r\n\r\n`)]),
      ),
    ),
    short: odd('fieldless', 'fatal')(framed(() => ['Content-Length: 0'], asIs)),
    none: odd('fieldless', 'fatal')(framed(() => [], asIs)),
    'far too long': odd('refused', 'closing')(framed(() => ['Content-Length: 1000000'], asIs)),
    'chunked, too large': odd(
      'refused',
      'closing',
    )(
      framed(
        () => ['Transfer-Encoding: chunked'],
        (bytes) => chunks(padded(17_000)(bytes)),
      ),
    ),
    'length and chunked': fatal(framed((bytes) => [lengthOf(bytes), 'Transfer-Encoding: chunked'], chunks)),
    'chunked and length': fatal(framed((bytes) => ['Transfer-Encoding: chunked', lengthOf(bytes)], chunks)),
    'chunked and 0': fatal(framed(() => ['Transfer-Encoding: chunked', 'Content-Length: 0'], chunks)),
    'chunked twice': fatal(
      framed(() => ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], chunks),
    ),
    'length twice': fatal(framed((bytes) => [lengthOf(bytes), lengthOf(bytes)], asIs)),
    'two lengths': fatal(framed((bytes) => [lengthOf(bytes), 'Content-Length: 3'], asIs)),
    'length list': fatal(framed((bytes) => [`${lengthOf(bytes)}, ${bytes.length}`], asIs)),
    negative: fatal(framed(() => ['Content-Length: -1'], asIs)),
    signed: fatal(framed((bytes) => [`Content-Length: +${bytes.length}`], asIs)),
    hexadecimal: fatal(framed((bytes) => [`Content-Length: 0x${bytes.length.toString(16)}`], asIs)),
    endless: fatal(framed(() => ['Content-Length: 99999999999999999999'], asIs)),
    'no number': fatal(framed(() => [`Content-Length: ${oddMark}`], asIs)),
    identity: fatal(framed(() => ['Transfer-Encoding: identity'], asIs)),
    xchunked: fatal(framed(() => ['Transfer-Encoding: xchunked'], chunks)),
    'chunked, then packed': fatal(framed(() => ['Transfer-Encoding: chunked, gzip'], chunks)),
    'packed, then chunked': odd(
      'refused',
      'closing',
    )(framed(() => ['Transfer-Encoding: gzip, chunked'], chunks)),
    'space before the colon': fatal(framed(() => ['Transfer-Encoding : chunked'], chunks)),
    'no size': fatal(
      framed(
        () => ['Transfer-Encoding: chunked'],
        (bytes) => Buffer.concat([Buffer.from('zz\r\n'), bytes, Buffer.from('\r\n0\r\n\r\n')]),
      ),
    ),
    'bare line feeds': fatal(
      framed(
        () => ['Transfer-Encoding: chunked'],
        (bytes) => Buffer.from(chunks(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
      ),
    ),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Oddity>>>>;
