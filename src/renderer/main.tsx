/** The doctor's UI. */
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connect } from './bridge.ts';
import { startTexts } from './i18n.ts';
import { DeskProvider } from './state/DeskContext.tsx';
import { DeskStore } from './state/deskStore.ts';

const store = new DeskStore(connect());
store.start();
await startTexts();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
createRoot(root).render(
  <DeskProvider value={store}>
    <App />
  </DeskProvider>,
);
