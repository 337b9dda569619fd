import { useTranslation } from 'react-i18next';
import { useErrorText, type ShownError } from './useErrorText.ts';

/** The short code beside an error's sentence: by it the error is found in the log and in the documentation. */
export function ErrorCode({ error: { code, correlationId } }: { readonly error: ShownError }) {
  const { t } = useTranslation('board');
  return (
    <span className="error-code">
      {t('error-code', { code: correlationId ? `${code}, ${correlationId}` : code })}
    </span>
  );
}

/** Cause, remedy and code of an error, where they stand in a line of their own. */
export function ErrorText({ error }: { readonly error: ShownError }) {
  const errorText = useErrorText();
  return (
    <>
      {errorText(error)} <ErrorCode error={error} />
    </>
  );
}
