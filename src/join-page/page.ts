/**
 * The script of the patient's page. Everything works without it; with it the waiting room is live, a failure is said
 * in place, camera and sound can be tried, and views of apps in which no call works are left.
 */
import { copyLink, leaveApp } from './away.ts';
import { lookAgain, stopPreview, tryCamera } from './camera.ts';
import { cannotCall } from './media.ts';
import { base, report, sendReport } from './post.ts';
import { free, hear, live, prepare, refresh, watch } from './shown.ts';
import * as times from './times.ts';
import { find, isSeen, nameField } from './view.ts';
import { callMe, pressBy, stayHere } from './visit.ts';

/** The page is being left, or lies in the browser's memory. */
let isLeft = false;
/** Somebody has seen the page. */
let isOpen = false;

function act(target: HTMLElement): boolean {
  switch (target.dataset['do']) {
    case 'call':
      if (target instanceof HTMLButtonElement) void callMe(target);
      return true;
    case 'try':
      void tryCamera();
      return true;
    case 'sound':
      void pressBy(true);
      return true;
    case 'copy':
      void copyLink(target);
      return true;
    case 'here':
      void stayHere();
      return true;
    case 'out':
      leaveApp();
      return false;
    default:
      // To the name, without a change of the address: a fragment of ours might travel on.
      nameField()?.focus();
      return true;
  }
}

/** Tells that the page is seen and asks what it should show. */
async function reportSight(event: 'open' | 'back'): Promise<void> {
  const { view } = await report(event);
  // Robots that run scripts seldom get here: nobody sees their page. One whose browser claims the contrary is a page that
  // is open, like a patient's who only looks: what told the two apart would hide such a patient.
  if (event === 'open' && cannotCall()) await report('camera', { outcome: 'missing', sound: false });
  if (view) hear(view);
}

function sayOpen(): void {
  if (isSeen()) {
    isOpen = true;
    void reportSight('open');
    watch();
  } else document.addEventListener('visibilitychange', sayOpen, { once: true });
}

function watchSight(): void {
  let hiddenAt = 0;
  document.addEventListener('visibilitychange', () => {
    if (isLeft || !isOpen) return;
    if (isSeen()) {
      void reportSight('back');
      watch(Date.now() - hiddenAt > times.asleepMs ? 'replace' : 'retry');
    } else {
      hiddenAt = Date.now();
      sendReport('hidden');
      watch();
    }
    void lookAgain();
  });
  window.addEventListener('focus', () => void lookAgain());
  window.addEventListener('online', () => {
    if (!isOpen || !isSeen()) return;
    watch('replace');
    void reportSight('back');
  });
  window.addEventListener('pagehide', () => {
    isLeft = true;
    stopPreview();
    live.stop();
    sendReport('leaving');
  });
  // Back from the call: the browser may show the page as it was left, with a busy button.
  window.addEventListener('pageshow', ({ persisted }) => {
    isLeft = false;
    if (!persisted) return;
    free();
    void refresh();
    void reportSight('open');
  });
}

function start(): void {
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    void pressBy(false);
  });
  document.addEventListener('click', (event) => {
    const target =
      event.target instanceof Element ? event.target.closest('[data-do], a[href="#name"]') : null;
    if (target instanceof HTMLElement && act(target)) event.preventDefault();
  });
  watchSight();
  find('#problem')?.focus();
  prepare();
  sayOpen();
}

if (base !== '') start();
