/** The sites of the clinic. */
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOutput } from '../../../shared/ipc/contract.ts';
import type { SiteView } from '../../../shared/ipc/people.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { commandKey } from '../../../shared/deskLine/commandKey.ts';
import type { AccountProblem } from './accountForm.ts';
import { TextField } from './fields.tsx';
import { useSending } from './useSending.ts';

interface SitesPanelProps {
  readonly list: RequestOutput<'people:list'>;
  readonly onChanged: () => Promise<void>;
}

const maxNameLength = 100;

export function SitesPanel({ list, onChanged }: SitesPanelProps) {
  const { t } = useTranslation('people');
  const [renaming, setRenaming] = useState<SiteView | null>(null);
  const sites = [...list.sites].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <section className="panel" aria-label={t('sites')}>
      <div className="panel-head">
        <h3>{t('sites')}</h3>
      </div>
      <p className="panel-text hint">{t(sites.length === 0 ? 'sites-empty' : 'sites-text')}</p>
      <ul className="accounts">
        {sites.map((site) => (
          <SiteRow
            key={site.id}
            site={site}
            count={list.accounts.filter(({ siteIds }) => siteIds.includes(site.id)).length}
            onRename={() => setRenaming(site)}
            onChanged={onChanged}
          />
        ))}
      </ul>
      <AddSite onChanged={onChanged} />
      {renaming && <RenameDialog site={renaming} onClose={() => setRenaming(null)} onChanged={onChanged} />}
    </section>
  );
}

interface SiteRowProps {
  readonly site: SiteView;
  readonly count: number;
  readonly onRename: () => void;
  readonly onChanged: () => Promise<void>;
}

function SiteRow({ site, count, onRename, onChanged }: SiteRowProps) {
  const { t } = useTranslation('people');
  const { t: boardText } = useTranslation('board');
  const remove = useAsk('sites:remove', boardText('error-action'));
  const nameId = useId();
  return (
    <li className="account">
      <div className="account-facts">
        <b id={nameId} dir="auto">
          {site.name}
        </b>
        <p>{t('site-people', { count })}</p>
        {/* What the configuration of an identity provider names a site by. */}
        <p>
          {t('site-id')} <code>{site.id}</code>
        </p>
      </div>
      <button type="button" className="button small" aria-describedby={nameId} onClick={onRename}>
        {t('site-rename')}
      </button>
      {count === 0 && (
        <button
          type="button"
          className="button small ghost"
          aria-describedby={nameId}
          aria-disabled={remove.busy}
          onClick={() => void remove.run({ siteId: site.id }).then((done) => done && onChanged())}
        >
          {t('site-remove')}
        </button>
      )}
    </li>
  );
}

function AddSite({ onChanged }: Pick<SitesPanelProps, 'onChanged'>) {
  const { t } = useTranslation('people');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [lacksName, setLacksName] = useState(false);
  const put = useSending('sites:put');
  const problem = lacksName ? t('site-name-missing') : put.problem;
  const add = async (): Promise<void> => {
    const isEmpty = name.trim() === '';
    setLacksName(isEmpty);
    if (isEmpty) field.current?.focus();
    if (isEmpty || !(await put.send({ id: commandKey(), name: name.trim() }))) return;
    setName('');
    await onChanged();
  };
  return (
    <form
      className="foot"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <input
        ref={field}
        className="input site-name"
        aria-label={t('site-name')}
        placeholder={t('site-name')}
        dir="auto"
        value={name}
        maxLength={maxNameLength}
        autoComplete="off"
        aria-invalid={lacksName}
        aria-describedby={id}
        onChange={(event) => {
          setName(event.target.value);
          setLacksName(false);
        }}
      />
      <button type="submit" className="button" aria-disabled={put.busy}>
        {t('site-add')}
      </button>
      <p id={id} className="field-error" role="alert" hidden={problem === null}>
        {problem}
      </p>
    </form>
  );
}

interface RenameDialogProps {
  readonly site: SiteView;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

function RenameDialog({ site, onClose, onChanged }: RenameDialogProps) {
  const { t } = useTranslation('people');
  const [name, setName] = useState(site.name);
  const [wrong, setWrong] = useState<AccountProblem | undefined>(undefined);
  const { busy, problem, send } = useSending('sites:put');
  const save = async (): Promise<void> => {
    setWrong(name.trim() === '' ? 'problem-required' : undefined);
    if (name.trim() === '' || !(await send({ id: site.id, name: name.trim() }))) return;
    onClose();
    await onChanged();
  };
  return (
    <FormDialog
      title={t('site-rename-title', { name: site.name })}
      submitText={t(busy ? 'saving' : 'save')}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <TextField
        label={t('site-name')}
        problem={wrong}
        value={name}
        onChange={(value) => {
          setName(value);
          setWrong(undefined);
        }}
        maxLength={maxNameLength}
      />
    </FormDialog>
  );
}
