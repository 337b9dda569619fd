import { useTranslation } from 'react-i18next';
import type { ShownError } from '../../ui/useErrorText.ts';

/** The short code beside an error's sentence: by it the error is found in the log and in the documentation. */
export function ErrorCode({ error: { code, correlationId } }: { readonly error: ShownError }) {
  const { t } = useTranslation('board');
  return (
    <span className="error-code">
      {t('error-code', { code: correlationId ? `${code}, ${correlationId}` : code })}
    </span>
  );
}
