/** The one setting of a desktop that works with the clinic's service: its address. What is saved is tried first. */
import { useEffect, useId, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView, RequestOutput } from '../../../shared/ipc/contract.ts';
import { useApi, useStore } from '../../state/DeskContext.tsx';
import { useErrorText } from '../../ui/useErrorText.ts';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import { serviceErrorKey } from './serviceErrors.ts';

type Phase = 'editing' | 'trying' | 'restarting';

export function ServiceAddress() {
  const { t } = useTranslation('setup');
  const { isClinicApp = false } = useStore().bridge;
  const place = usePlace();
  const [typed, setTyped] = useState<string | null>(null);
  const { phase, error, take } = useService();
  const errorId = useId();
  const fieldId = useId();
  if (!place) return null;
  if (place.locked) return <p className="panel-text">{t('service-locked')}</p>;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void take(typed ?? place.address);
  };
  return (
    <form noValidate onSubmit={submit}>
      <div className="field">
        <label htmlFor={fieldId}>{t('service-address')}</label>
        <div>
          <input
            id={fieldId}
            className="input"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={300}
            value={typed ?? place.address}
            aria-invalid={error !== null}
            aria-describedby={errorId}
            onChange={(event) => setTyped(event.target.value)}
          />
          <div id={errorId} className="below">
            {error ? <ServiceError error={error} /> : <p className="hint">{t('service-address-hint')}</p>}
          </div>
        </div>
      </div>
      <div className="foot">
        {isClinicApp && (
          <button type="button" className="button" onClick={() => void take('')}>
            {t('way-alone')}
          </button>
        )}
        <button type="submit" className="button main" aria-disabled={phase !== 'editing'}>
          {t(words[phase])}
        </button>
      </div>
    </form>
  );
}

const words = {
  editing: 'service-connect',
  trying: 'service-connecting',
  restarting: 'service-restart',
} as const;

function ServiceError({ error }: { readonly error: ErrorView }) {
  const { t } = useTranslation('setup');
  const errorText = useErrorText();
  const key = serviceErrorKey(error.code);
  return (
    <p className="field-error" role="alert">
      {key ? t(key, { host: '', port: '', ...error.details }) : errorText(error)} <ErrorCode error={error} />
    </p>
  );
}

/** `null`: not known yet. */
function usePlace(): RequestOutput<'clinic:state'> | null {
  const api = useApi();
  const [place, setPlace] = useState<RequestOutput<'clinic:state'> | null>(null);
  useEffect(() => {
    let isGone = false;
    void api.request('clinic:state', {}).then((answer) => {
      if (answer.ok && !isGone) setPlace(answer.value);
    });
    return () => {
      isGone = true;
    };
  }, [api]);
  return place;
}

function useService() {
  const api = useApi();
  const [phase, setPhase] = useState<Phase>('editing');
  const [error, setError] = useState<ErrorView | null>(null);
  const { isClinicApp = false } = useStore().bridge;
  const take = async (address: string): Promise<void> => {
    if (phase !== 'editing') return;
    setError(null);
    // Nothing typed is no wish to stay alone where nothing else was chosen.
    if (address.trim() === '' && !isClinicApp) {
      setError(emptyAddress);
      return;
    }
    setPhase('trying');
    const answer = await api.request('clinic:use', { address });
    setPhase(answer.ok ? 'restarting' : 'editing');
    if (!answer.ok) setError(answer.error);
  };
  return { phase, error, take };
}

const emptyAddress: ErrorView = { code: 'invalid-input', retryable: false, correlationId: '' };
