/**
 * Screens that are no part of what is loaded before the desk can be used: they follow by themselves once it can
 * (`useLaterScreens`), so that whoever opens one does not wait and needs no line to do so.
 */
import { useEffect, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { startLaterTexts } from './i18n.ts';
import { useAbilities } from './state/DeskContext.tsx';

const loadSettings = async () => {
  const [screens] = await Promise.all([import('./features/settings/screens.ts'), startLaterTexts()]);
  return screens;
};
const loadHistory = () => import('./features/history/HistoryScreen.tsx');

export const SettingsScreen = later(async () => (await loadSettings()).SettingsScreen);
export const LeaveDialog = later(async () => (await loadSettings()).LeaveDialog);
export const Setup = later(async () => (await loadSettings()).Setup);
export const HistoryScreen = later(async () => (await loadHistory()).HistoryScreen);

/** What this desk offers is fetched as soon as the desk itself is there; a failure is told to whoever opens it. */
export function useLaterScreens(ready: boolean): void {
  const { board, settings } = useAbilities();
  useEffect(() => {
    if (!ready) return;
    if (settings) loadSettings().catch(() => undefined);
    if (board) loadHistory().catch(() => undefined);
  }, [ready, board, settings]);
}

/** Stands for a screen until it is there; says so where it takes long, and offers another try where it cannot be had. */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Later(props) {
    // A component is a function, which `useState` would call.
    const [screen, setScreen] = useState<{ readonly Shown: ComponentType<Props> | null }>({ Shown: loaded });
    const [attempt, setAttempt] = useState(1);
    const [failed, setFailed] = useState(false);
    const { Shown } = screen;
    useEffect(() => {
      if (Shown) return undefined;
      let isGone = false;
      load().then(
        (component) => {
          loaded = component;
          if (!isGone) setScreen({ Shown: component });
        },
        () => {
          if (!isGone) setFailed(true);
        },
      );
      return () => {
        isGone = true;
      };
    }, [Shown, attempt]);
    if (Shown) return <Shown {...props} />;
    const again = () => {
      setFailed(false);
      setAttempt(attempt + 1);
    };
    return <NotYet failed={failed} onAgain={again} />;
  };
}

interface NotYetProps {
  readonly failed: boolean;
  readonly onAgain: () => void;
}

function NotYet({ failed, onAgain }: NotYetProps) {
  const { t } = useTranslation(['setup', 'board']);
  if (!failed) return <p className="loading">{t('screen-loading')}</p>;
  return (
    <main className="setup">
      <div className="panel">
        <div className="panel-text" role="alert">
          <p>{t('screen-not-loaded')}</p>
          <button type="button" className="button small" onClick={onAgain}>
            {t('try-again', { ns: 'board' })}
          </button>
        </div>
      </div>
    </main>
  );
}
