/** The window of a call in the app as built, on the stand-in for Electron: small and on top, a screen shown, closing. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ensureBuilt } from '../../../src/main/launch/build.ts';
import { chooseScreenSchema } from '../../../src/shared/ipc/callWindow.ts';
import { requests } from '../../../src/shared/ipc/contract.ts';
import { bootDesktop, type Desktop } from '../../fixtures/desktop/bootDesktop.ts';
import { report, valueOf } from '../../fixtures/desktop/report.ts';

const root = join(import.meta.dirname, '../../..');
let desktop: Desktop;
let call: { readonly visitId: string; readonly url: string; readonly partition: string };

/** One app for the file: with the built-in server, in a real call with its guest attached. */
beforeAll(async () => {
  expect(ensureBuilt(root, () => undefined)).not.toBe('failed');
  desktop = await bootDesktop();
  await desktop.run('invoke', 'demo:start', {});
  const made = valueOf(await desktop.run('invoke', 'visits:create', {}));
  const visitId = requests['visits:create'].output.parse(made).id;
  const entered = valueOf(await desktop.run('invoke', 'call:enter', { visitId }));
  const { url, partition } = requests['call:enter'].output.parse(entered);
  call = { visitId, url: url ?? '', partition };
  await desktop.run('attach', { src: call.url, partition });
}, 120_000);
afterAll(() => desktop.dispose());

describe('the layout', () => {
  const set = async (layout: string) => {
    const { calls: before } = (await report(desktop)).windows[0] ?? { calls: [] };
    valueOf(await desktop.run('invoke', 'shell:layout', { layout }));
    return (await report(desktop)).windows[0]?.calls.slice(before.length);
  };
  const shrunk = ['minimum 280 220', 'bounds 1464 664 440 360', 'on top'];
  const asBefore = ['not on top', 'minimum 480 480', 'bounds 100 50 1280 800'];

  it('compact is the same window, small and on top, and all is as before afterwards', async () => {
    expect(await set('fill')).toEqual([]);
    expect(await set('compact')).toEqual(shrunk);
    expect(await set('compact')).toEqual([]);
    expect(await set('fill')).toEqual(asBefore);
    expect((await report(desktop)).windows).toHaveLength(1);
  });

  it('a window that was maximized, or filled the screen, does so again', async () => {
    await desktop.run('makeWindow', 'maximized');
    expect(await set('compact')).toEqual(['unmaximize', ...shrunk]);
    expect(await set('beside')).toEqual([...asBefore, 'maximize']);
    await desktop.run('makeWindow', 'full');
    expect(await set('compact')).toEqual(['no full screen']);
    await desktop.run('leftFullScreen');
    expect((await report(desktop)).windows[0]?.calls.slice(-3)).toEqual(shrunk);
    expect(await set('beside')).toEqual([...asBefore, 'full screen']);
    await desktop.run('leftFullScreen');
  });

  it('comes back into sight where its screen went away, and when its page is loaded anew', async () => {
    await set('compact');
    await desktop.run('setDisplays', [{ x: 3000, y: 0, width: 1000, height: 700 }]);
    await desktop.run('pageLoads');
    const calls = (await report(desktop)).windows[0]?.calls.slice(-3);
    expect(calls).toEqual(['not on top', 'minimum 480 480', 'bounds 3000 0 1000 700']);
  });

  it('is one that is known, asked for by the app’s own page', async () => {
    const refused = z.object({ ok: z.literal(false), error: z.object({ code: z.string() }) });
    const ask = async (layout: string, sender = {}) =>
      refused.parse(await desktop.run('invoke', 'shell:layout', { layout }, sender)).error.code;
    expect(await ask('huge')).toBe('bad-request');
    expect(await ask('compact', { url: 'https://evil.example' })).toBe('forbidden');
  });
});

describe('showing a screen', () => {
  const share = (wishes = {}) =>
    desktop.run('shareScreen', call.partition, { securityOrigin: new URL(call.url).origin, ...wishes });
  const question = async () => chooseScreenSchema.parse(await desktop.run('lastSent', 'shell:chooseScreen'));
  const choose = async (sourceId: string | null) => {
    const { requestId } = await question();
    await desktop.run('invoke', 'shell:shareScreen', { requestId, sourceId });
  };
  beforeAll(async () => {
    // The app's own window is among them, as the system lists it.
    const names = { 'screen:0:0': 'Screen 1', 'window:1:0': 'Visit Desk', 'window:7:0': '' };
    await desktop.run('offerSources', names);
  });

  it('the doctor chooses what, among all but the board itself', async () => {
    const given = share();
    expect((await question()).sources).toEqual([
      { id: 'screen:0:0', kind: 'screen', name: 'Screen 1', picture: 'data:image/jpeg;base64,U2NyZWVuIDE=' },
      { id: 'window:7:0', kind: 'window', name: '', picture: null },
    ]);
    // A second request does not take the place of what is being read.
    expect(await share()).toBeNull();
    await choose('screen:0:0');
    expect(await given).toEqual({ video: { id: 'screen:0:0', name: 'Screen 1' } });
  });

  it.each([
    ['cancelled', null],
    ['one that was not offered', 'window:1:0'],
  ])('%s: nothing is shown', async (_what, sourceId) => {
    const given = share();
    await choose(sourceId);
    expect(await given).toBeNull();
  });

  it.each([
    ['another site', { securityOrigin: 'https://evil.example' }],
    ['a frame', { isMainFrame: false }],
    ['nobody’s press', { userGesture: false }],
  ])('%s is not even asked about', async (_who, wishes) => {
    const { requestId } = await question();
    expect(await share(wishes)).toBeNull();
    expect((await question()).requestId).toBe(requestId);
  });

  it('an answer that comes too late changes nothing', async () => {
    const { requestId } = await question();
    const given = share();
    await desktop.run('invoke', 'shell:shareScreen', { requestId, sourceId: 'screen:0:0' });
    await choose(null);
    expect(await given).toBeNull();
  });
});

describe('a call that is left while the system lists what can be shown', () => {
  it('shows nothing and asks nobody, also when the doctor is in a call again by then', async () => {
    const share = () =>
      desktop.run('shareScreen', call.partition, { securityOrigin: new URL(call.url).origin });
    const before = await desktop.run('lastSent', 'shell:chooseScreen');
    await desktop.run('listSlowly');
    const given = share();
    await desktop.run('invoke', 'call:leave', { visitId: call.visitId });
    await desktop.run('invoke', 'call:enter', { visitId: call.visitId });
    await desktop.run('listed');
    expect(await given).toBeNull();
    expect(await desktop.run('lastSent', 'shell:chooseScreen')).toEqual(before);
    // What is asked in the call that goes on is answered.
    const next = share();
    expect(await desktop.run('lastSent', 'shell:chooseScreen')).not.toEqual(before);
    const { requestId } = chooseScreenSchema.parse(await desktop.run('lastSent', 'shell:chooseScreen'));
    await desktop.run('invoke', 'shell:shareScreen', { requestId, sourceId: 'screen:0:0' });
    expect(await next).toEqual({ video: { id: 'screen:0:0', name: 'Screen 1' } });
  });
});

describe('a page that wants to stay', () => {
  const stay = async (who: 'window' | 'guest', answer: number | 'no box') =>
    z
      .object({ overruled: z.boolean(), question: z.array(z.looseObject({ message: z.string() })) })
      .parse(await desktop.run('wantToStay', who, answer));

  it('is the app’s own: the person is asked, and it stays', async () => {
    const { overruled, question } = await stay('window', 0);
    expect(overruled).toBe(false);
    expect(question).toEqual([
      {
        message: 'Вы сейчас в звонке. Закрыть Visit Desk?',
        detail: expect.stringContaining('ссылки пациентов не открываются'),
        buttons: ['Остаться', 'Закрыть'],
        window: 0,
      },
    ]);
    expect((await report(desktop)).windows[0]?.calls).not.toContain('close');
  });

  it('is asked about again after a box that could not be shown', async () => {
    expect((await stay('window', 'no box')).question).toHaveLength(1);
    expect((await stay('window', 0)).question).toHaveLength(1);
    expect((await report(desktop)).windows[0]?.calls).not.toContain('close');
  });

  it('is a guest: it keeps nothing open', async () => {
    expect(await stay('guest', 0)).toEqual({ overruled: true, question: [] });
  });

  it('a screen that is being chosen is refused when the call is left; closing then asks about who waits', async () => {
    const given = desktop.run('shareScreen', call.partition, { securityOrigin: new URL(call.url).origin });
    await desktop.run('detach');
    await desktop.run('invoke', 'call:leave', { visitId: call.visitId });
    expect(await given).toBeNull();
    expect(await desktop.run('lastSent', 'shell:chooseScreen')).toMatchObject({ sources: null });
    const { question } = await stay('window', 0);
    expect(question[0]?.message).toBe('Вас ждут. Закрыть Visit Desk?');
  });

  it('goes when the person says so, and is not asked about again', async () => {
    const { overruled, question } = await stay('window', 1);
    expect({ overruled, asked: question.length }).toEqual({ overruled: false, asked: 1 });
    expect((await report(desktop)).windows[0]?.calls.at(-1)).toBe('close');
  });
});
