import { expect, test } from 'vitest';
import { embeddingOf, type AskedFacts, type KnownFacts } from '../../../../src/main/join/embedding.ts';

const known: KnownFacts = {
  entry: 'embed',
  page: 'https://visit.clinic.example',
  server: 'https://video.clinic.example',
};
const asked: AskedFacts = {
  pageAddresses: ['203.0.113.7'],
  serverAddresses: ['203.0.113.8', '2001:db8::8'],
  headers: { policies: [], frameOptions: [] },
};

test.each<[string, Partial<KnownFacts>, Partial<AskedFacts> | null, string]>([
  ['all is well', {}, {}, 'on'],
  ['not wanted', { entry: 'navigate' }, {}, 'off'],
  ['nothing listens', { page: null }, {}, 'unchecked'],
  ['no server', { server: '' }, {}, 'unchecked'],
  ['a page over http', { page: 'http://10.0.0.5:8765' }, {}, 'not-https'],
  ['a server over http', { server: 'http://127.0.0.1:80' }, {}, 'not-https'],
  ['nobody was asked', {}, null, 'unchecked'],
  ['http, and nobody was asked', { page: 'http://10.0.0.5:8765' }, null, 'not-https'],
  ['the server’s name is unknown', {}, { serverAddresses: [] }, 'server-unreachable'],
  ['the page’s name is unknown', {}, { pageAddresses: [] }, 'other-address-space'],
  ['page public, server private', {}, { serverAddresses: ['10.0.0.8'] }, 'other-address-space'],
  ['page private, server public', {}, { pageAddresses: ['10.0.0.7'] }, 'other-address-space'],
  [
    'page private, server loopback',
    {},
    { pageAddresses: ['10.0.0.7'], serverAddresses: ['127.0.0.1'] },
    'other-address-space',
  ],
  ['both private', {}, { pageAddresses: ['10.0.0.7'], serverAddresses: ['192.168.1.8'] }, 'on'],
  ['the server in both', {}, { serverAddresses: ['203.0.113.8', '10.0.0.8'] }, 'other-address-space'],
  ['no call is known', {}, { headers: 'unasked' }, 'unchecked'],
  [
    'no call is known, another space',
    {},
    { headers: 'unasked', pageAddresses: ['10.0.0.7'] },
    'other-address-space',
  ],
  ['the server gives no page', {}, { headers: 'none' }, 'server-unreachable'],
  ['frames forbidden', {}, { headers: { policies: [], frameOptions: ['DENY'] } }, 'framing-forbidden'],
  [
    'frames for our page',
    {},
    { headers: { policies: ['frame-ancestors visit.clinic.example'], frameOptions: ['DENY'] } },
    'on',
  ],
])('%s', (_name, facts, answers, embedding) => {
  expect(embeddingOf({ ...known, ...facts }, answers && { ...asked, ...answers })).toBe(embedding);
});
