/** What went wrong with something that was just asked for: cause, remedy and a short code. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon.tsx';
import { useErrorText, type ShownError } from './useErrorText.ts';

interface Alert {
  readonly id: number;
  readonly title: string;
  readonly error: ShownError | null;
  /** Cause and remedy where there is no error to tell them. */
  readonly text: string | null;
}

export type Notify = (title: string, error?: ShownError, text?: string) => void;

const NotifyContext = createContext<Notify>(() => undefined);
export const useNotify = (): Notify => useContext(NotifyContext);

let lastId = 0;
const mostShown = 3;

export function AlertsProvider({ children }: { readonly children: ReactNode }) {
  const [alerts, setAlerts] = useState<readonly Alert[]>([]);
  const notify = useCallback<Notify>((title, error, text) => {
    lastId += 1;
    const alert = { id: lastId, title, error: error ?? null, text: text ?? null };
    setAlerts((current) =>
      [
        // The same trouble again replaces its older word.
        ...current.filter((each) => each.title !== title || each.error?.code !== error?.code),
        alert,
      ].slice(-mostShown),
    );
  }, []);
  const dismiss = (id: number) => setAlerts((current) => current.filter((alert) => alert.id !== id));
  const list = useMemo(() => alerts, [alerts]);
  return (
    <NotifyContext value={notify}>
      {children}
      <div className="alerts" aria-live="assertive">
        {list.map((alert) => (
          <AlertNote key={alert.id} alert={alert} onDismiss={() => dismiss(alert.id)} />
        ))}
      </div>
    </NotifyContext>
  );
}

function AlertNote({ alert, onDismiss }: { readonly alert: Alert; readonly onDismiss: () => void }) {
  const { t } = useTranslation('board');
  const errorText = useErrorText();
  const code = alert.error?.correlationId;
  return (
    <div className="alert" role="alert">
      <Icon name="warning" />
      <div>
        <p className="alert-title">{alert.title}</p>
        {alert.text && <p>{alert.text}</p>}
        {alert.error && <p>{errorText(alert.error)}</p>}
        {code && <p className="alert-code">{t('error-code', { code })}</p>}
      </div>
      <button type="button" className="button icon-only ghost" aria-label={t('dismiss')} onClick={onDismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
