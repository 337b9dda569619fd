import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteView } from '../../../shared/ipc/people.ts';
import type { AccountProblem, AccountValues } from './accountForm.ts';

interface SitesFieldProps {
  readonly values: Pick<AccountValues, 'role' | 'siteIds'>;
  readonly sites: readonly SiteView[];
  readonly problem: AccountProblem | undefined;
  readonly onChange: (siteIds: readonly string[]) => void;
}

/** Where somebody works: one box for each site. */
export function SitesField({ values, sites, problem, onChange }: SitesFieldProps) {
  const { t } = useTranslation('people');
  const id = useId();
  const { role, siteIds } = values;
  const hint = role === 'doctor' ? 'sites-doctor-hint' : 'sites-reception-hint';
  return (
    <fieldset className="dialog-field bare" aria-describedby={id}>
      <legend>{t('sites')}</legend>
      {sites.map((site) => (
        <label key={site.id} className="check">
          <input
            type="checkbox"
            checked={siteIds.includes(site.id)}
            aria-invalid={problem !== undefined}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...siteIds, site.id] : siteIds.filter((siteId) => siteId !== site.id),
              )
            }
          />
          <span dir="auto">{site.name}</span>
        </label>
      ))}
      <p id={id} className={problem === undefined ? 'hint' : 'field-error'} aria-live="polite">
        {t(problem ?? (sites.length === 0 ? 'sites-missing' : hint))}
      </p>
    </fieldset>
  );
}
