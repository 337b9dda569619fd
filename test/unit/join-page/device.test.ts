import { describe, expect, it } from 'vitest';
import { detect, type Detected, type Surroundings } from '../../../src/join-page/device.ts';

const at = (userAgent: string, more: Partial<Surroundings> = {}): Detected =>
  detect({ userAgent, touchPoints: 5, telegram: false, bare: false, query: '', ...more });

const wv = (tail: string, model = 'Pixel 8 Build/AP2A.240905.003'): string =>
  `Mozilla/5.0 (Linux; Android 14; ${model}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.83 Mobile Safari/537.36${tail}`;
const android = (tail = ''): string =>
  `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.124 Mobile Safari/537.36${tail}`;
const iphone = (tail: string, version = '18_1'): string =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${tail}`;
const mac = (tail: string): string =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) ${tail}`;

describe('views of apps', () => {
  it.each([
    [
      'Telegram Android, link',
      android(),
      { telegram: true },
      'telegram',
      'android',
      'unsure',
      'intent',
      'dots',
    ],
    [
      'Telegram Android, mini app',
      wv(' Telegram-Android/11.2.1 (Google Pixel 8; Android 14; SDK 34; AVERAGE)'),
      {},
      'telegram',
      'android',
      'unsure',
      'intent',
      'dots',
    ],
    [
      'Telegram iOS',
      iphone('Version/18.1 Mobile/22B5045g Safari/604.1'),
      { telegram: true },
      'telegram',
      'ios',
      'unsure',
      'safari',
      'compass',
    ],
    [
      'a view of iOS that looks like Safari but for its build',
      iphone('Version/18.1 Mobile/22B5045g Safari/604.1'),
      {},
      'in-app',
      'ios',
      'unsure',
      'safari',
      'dots',
    ],
    [
      'WhatsApp iOS',
      iphone('Version/26.0.1 Mobile/15E148 Safari/604.1 [WAiOS/2.25.31]', '26_0_1'),
      {},
      'in-app',
      'ios',
      'unsure',
      'safari',
      'dots',
    ],
    ['WhatsApp Android', android(' [WA4A/2.25.32.75;]'), {}, 'in-app', 'android', 'unsure', 'intent', 'dots'],
    [
      'Facebook iOS',
      iphone('Mobile/22B83 [FBAN/FBIOS;FBAV/488.0.0.68.101;FBBV/658219612;FBSN/iOS;FBSV/18.1;IABMV/1]'),
      {},
      'in-app',
      'ios',
      'bad',
      'safari',
      'dots',
    ],
    [
      'Facebook iOS, new',
      iphone('Mobile/22G100 Safari/604.1 MetaIAB Facebook', '18_6_2'),
      {},
      'in-app',
      'ios',
      'bad',
      'safari',
      'dots',
    ],
    [
      'Facebook Android',
      wv(' [FB_IAB/FB4A;FBAV/488.0.0.62.79;IABMV/1;]'),
      {},
      'in-app',
      'android',
      'bad',
      'intent',
      'dots',
    ],
    [
      'Messenger iOS',
      iphone('Mobile/14D27 [FBAN/MessengerForiOS;FBAV/117.0.0.36.70;FBDV/iPhone7,2]', '16_2_1'),
      {},
      'in-app',
      'ios-old',
      'bad',
      'safari',
      'dots',
    ],
    [
      'Messenger Android',
      wv(' [FB_IAB/MESSENGER;FBAV/118.0.0.19.82;]'),
      {},
      'in-app',
      'android',
      'bad',
      'intent',
      'dots',
    ],
    [
      'Instagram iOS',
      iphone('Mobile/22F76 Instagram 393.1.0.36.70 (iPhone15,3; iOS 18_5; en_US) Safari/604.1)', '18_5'),
      {},
      'in-app',
      'ios',
      'bad',
      'safari',
      'dots',
    ],
    [
      'Instagram Android',
      wv(' Instagram 355.1.0.44.103 Android (34/14; 420dpi)'),
      {},
      'in-app',
      'android',
      'bad',
      'intent',
      'dots',
    ],
    [
      'WeChat iOS',
      iphone('Mobile/14D27 MicroMessenger/6.5.8 NetType/WIFI'),
      {},
      'in-app',
      'ios',
      'bad',
      'copy',
      'dots',
    ],
    [
      'WeChat Android',
      wv(' MicroMessenger/8.0.1 NetType/WIFI'),
      {},
      'in-app',
      'android',
      'bad',
      'copy',
      'dots',
    ],
    [
      'VK mini app',
      android(),
      { query: '?vk_platform=mobile_android' },
      'in-app',
      'android',
      'bad',
      'intent',
      'dots',
    ],
    ['Viber', iphone('Mobile/15E148 Viber/24.1'), {}, 'in-app', 'ios', 'unsure', 'safari', 'dots'],
    [
      'Google app iOS',
      iphone('GSA/334.0.674067880 Mobile/15E148 Safari/604.1'),
      {},
      'in-app',
      'ios',
      'unsure',
      'safari',
      'dots',
    ],
    ['LINE iOS', iphone('Mobile/14D27 Safari Line/7.3.2'), {}, 'in-app', 'ios', 'unsure', 'safari', 'dots'],
    [
      'Snapchat iOS',
      iphone('Version/17.3.1 Mobile/15E148 Snapchat/12.72.0.39 (like Safari/8617.2.4.10.8, panda)', '17_3_1'),
      {},
      'in-app',
      'ios-old',
      'unsure',
      'safari',
      'dots',
    ],
    [
      'an unknown view of Android (mail, MAX, OK)',
      wv(''),
      {},
      'in-app',
      'android',
      'unsure',
      'intent',
      'dots',
    ],
    [
      'TikTok Android',
      wv(' musical_ly_2023 BytedanceWebview'),
      {},
      'in-app',
      'android',
      'unsure',
      'intent',
      'dots',
    ],
    [
      'LinkedIn iOS',
      iphone('Mobile/15E148 [LinkedInApp]/9.29'),
      {},
      'in-app',
      'ios',
      'unsure',
      'safari',
      'dots',
    ],
    [
      'a view of Android that hides itself',
      android(),
      { bare: true },
      'in-app',
      'android',
      'unsure',
      'intent',
      'dots',
    ],
    ['an unknown view of iOS', iphone('Mobile/15E148'), {}, 'in-app', 'ios', 'unsure', 'safari', 'dots'],
    ['an unknown view of an iPad', mac(''), {}, 'in-app', 'ipad', 'unsure', 'safari', 'dots'],
  ] as const)('%s', (_what, userAgent, more, browser, system, kind, way, menu) => {
    expect(at(userAgent, more)).toEqual({ device: { browser, system }, app: { kind, way, menu } });
  });
});

describe('browsers', () => {
  it.each([
    ['Chrome Android', android(), 'chrome', 'android'],
    ['Custom Tab of Gmail', android(), 'chrome', 'android'],
    [
      'Samsung',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36',
      'samsung',
      'android',
    ],
    ['Yandex Android', android(' YaBrowser/24.7.7.99 Mobile'), 'yandex', 'android'],
    ['Opera Android', android(' OPR/88.0.0.0'), 'opera', 'android'],
    ['Edge Android', android(' EdgA/141.0.0.0'), 'edge', 'android'],
    [
      'Xiaomi',
      'Mozilla/5.0 (Linux; U; Android 13; ru-ru; M2101K6G Build/TKQ1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.10.1.1-gn',
      'mi',
      'android',
    ],
    ['Huawei', android(' HuaweiBrowser/15.0.4.302'), 'huawei', 'android'],
    [
      'HarmonyOS NEXT',
      'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300',
      'huawei',
      'other',
    ],
    [
      'Firefox Android',
      'Mozilla/5.0 (Android 14; Mobile; rv:141.0) Gecko/141.0 Firefox/141.0',
      'firefox',
      'android',
    ],
    ['Safari', iphone('Version/18.1 Mobile/15E148 Safari/604.1'), 'safari', 'ios'],
    [
      'Safari 26, which keeps an old system',
      iphone('Version/26.4 Mobile/15E148 Safari/604.1', '18_7'),
      'safari',
      'ios',
    ],
    ['Safari 17', iphone('Version/17.5 Mobile/15E148 Safari/604.1', '17_5_1'), 'safari', 'ios-old'],
    ['Safari 15', iphone('Version/15.0 Mobile/15E148 Safari/604.1', '15_0'), 'safari', 'ios-old'],
    ['Chrome iOS', iphone('CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1', '17_7'), 'chrome', 'ios-old'],
    ['Firefox iOS', iphone('FxiOS/130.1  Mobile/15E148 Safari/605.1.15'), 'firefox', 'ios'],
    ['Edge iOS', iphone('EdgiOS/128.0.2739.82 Version/18.0 Mobile/15E148 Safari/604.1'), 'edge', 'ios'],
    ['Opera iOS', iphone('Version/18.1 Mobile/15E148 Safari/604.1 OPT/5.0.7'), 'opera', 'ios'],
    [
      'Yandex iOS',
      iphone('Version/18.0 YaBrowser/24.7.7.799.10 SA/3 Mobile/15E148 Safari/604.1'),
      'yandex',
      'ios',
    ],
    ['Safari iPad as a Mac', mac('Version/17.5 Safari/605.1.15'), 'safari', 'ipad'],
    [
      'Chrome Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'chrome',
      'windows',
    ],
    [
      'Edge Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
      'edge',
      'windows',
    ],
    [
      'Firefox Linux',
      'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0',
      'firefox',
      'linux',
    ],
    ['nothing', '', 'other', 'other'],
  ] as const)('%s is one', (_what, userAgent, browser, system) => {
    const { device, app } = at(userAgent);
    expect({ ...device, kind: app.kind }).toEqual({ browser, system, kind: 'real' });
  });

  it('Safari of a Mac has no touch screen', () => {
    const { device } = at(mac('Version/26.0.1 Safari/605.1.15'), { touchPoints: 0 });
    expect(device).toEqual({ browser: 'safari', system: 'mac' });
  });

  it('a named browser may lack what views lack', () => {
    expect(at(android(' HuaweiBrowser/15.0.4.302'), { bare: true }).app.kind).toBe('real');
  });

  it('"Online/" is not LINE', () => {
    expect(at(android(' Online/1.0')).app.kind).toBe('real');
  });
});
