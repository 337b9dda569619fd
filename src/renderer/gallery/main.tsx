/**
 * `npm run gallery`: every component of `renderer/ui` in every state, for whoever changes one. No part of what is shipped: it
 * has an entry of its own (scripts/gallery.ts). `?lang=ru&theme=dark&text=200` opens it as wanted.
 */
import { createRoot } from 'react-dom/client';
import { setLanguage, startLaterTexts, startTexts } from '../i18n.ts';
import { DeskProvider } from '../state/DeskContext.tsx';
import { DeskStore } from '../state/deskStore.ts';
import { AlertsProvider } from '../ui/Alerts.tsx';
import { Gallery } from './Gallery.tsx';
import { readLooks } from './looks.ts';

/** Nothing stands behind the gallery: what is asked is never answered, as with a core that is still starting. */
const store = new DeskStore({
  api: { request: () => new Promise(() => undefined), on: () => () => undefined },
  keepsClicks: false,
  connection: () => 'up',
  onConnection: () => () => undefined,
});
const looks = readLooks(location.search);
await startTexts();
await startLaterTexts();
await setLanguage(looks.language);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
createRoot(root).render(
  <DeskProvider value={store}>
    <AlertsProvider>
      <Gallery first={looks} />
    </AlertsProvider>
  </DeskProvider>,
);
