import { expect, test } from 'vitest';
import { movesLinks } from '../../../../src/main/composition/joinListener.ts';
import { defaultSettings, type Settings } from '../../../../src/shared/settings.ts';

const plain: Settings['join'] = { ...defaultSettings.join, interface: 'eth0' };
const https: Settings['join'] = { ...plain, certificateFile: '/c/page.pem', keyFile: '/c/page.key' };

test.each<[string, Settings['join'], Partial<Settings['join']>, boolean]>([
  ['nothing', plain, {}, false],
  ['the port', plain, { port: 9000 }, true],
  ['the interface', plain, { interface: 'wlan0' }, true],
  ['this computer only', plain, { interface: null }, true],
  ['the public address', plain, { publicAddress: 'https://visit.clinic.example' }, true],
  ['http to https', plain, { certificateFile: '/c/page.pem', keyFile: '/c/page.key' }, true],
  ['https to http', https, { certificateFile: '', keyFile: '' }, true],
  ['another certificate', https, { certificateFile: '/d/page.pem', keyFile: '/d/page.key' }, false],
  ['trusted proxies', plain, { trustedProxies: ['10.0.0.1'] }, false],
  ['how the call opens', https, { entry: 'embed' }, false],
])('%s', (_name, before, change, moves) => {
  expect(movesLinks({ ...before, ...change }, before)).toBe(moves);
});
