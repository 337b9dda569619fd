/** Dialogs: opened by a button, because each lies over everything else. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { QuestionDialog } from '../ui/QuestionDialog.tsx';
import { State } from './State.tsx';

export function DialogStates() {
  const { t } = useTranslation(['board', 'settings']);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <State name="a question with a list">
      <button type="button" className="button small" onClick={() => setOpen(true)}>
        {t('links-die-title', { ns: 'settings' })}
      </button>
      {isOpen && (
        <Dialog
          title={t('links-die-title', { ns: 'settings' })}
          onClose={close}
          actions={
            <>
              <button type="button" className="button" onClick={close}>
                {t('cancel')}
              </button>
              <button type="button" className="button main" onClick={close}>
                {t('links-die-yes', { ns: 'settings' })}
              </button>
            </>
          }
        >
          <p>{t('links-die-text', { ns: 'settings' })}</p>
          <ul className="plain-list">
            <li>Анна Иванова</li>
            <li>Konstantinopolskaya-Wolkenstein Elisabeth Maria Anna</li>
          </ul>
        </Dialog>
      )}
    </State>
  );
}

const questions = ['yes', 'no', 'danger'] as const;
const questionNames = {
  yes: 'the yes stands out',
  no: 'the no stands out',
  danger: 'nothing brings it back',
} as const;

export function QuestionDialogStates() {
  const { t } = useTranslation(['settings', 'history']);
  const [open, setOpen] = useState<(typeof questions)[number] | 'nothing' | null>(null);
  const close = () => setOpen(null);
  const words = {
    yes: { title: t('consent-title'), text: t('consent-text'), no: t('cancel'), yes: t('consent-yes') },
    no: {
      title: t('leave-title'),
      text: t('leave-text', { sections: t('section-server') }),
      no: t('leave-no'),
      yes: t('leave-yes'),
    },
    danger: {
      title: t('erase-title', { ns: 'history' }),
      text: t('erase-also', { ns: 'history' }),
      no: t('cancel'),
      yes: t('erase-yes', { ns: 'history' }),
    },
  } as const;
  const shown = open === 'nothing' ? words.danger : open && words[open];
  return (
    <>
      {questions.map((main) => (
        <State key={main} name={questionNames[main]}>
          <button type="button" className="button small" onClick={() => setOpen(main)}>
            {words[main].title}
          </button>
        </State>
      ))}
      <State name="nothing to say yes to">
        <button type="button" className="button small" onClick={() => setOpen('nothing')}>
          {words.danger.title}
        </button>
      </State>
      {open && shown && (
        <QuestionDialog
          title={shown.title}
          noText={shown.no}
          yesText={open === 'nothing' ? null : shown.yes}
          main={open === 'nothing' ? 'yes' : open}
          onNo={close}
          onYes={close}
        >
          <p>{open === 'nothing' ? t('erase-nothing', { ns: 'history' }) : shown.text}</p>
        </QuestionDialog>
      )}
    </>
  );
}

const formStates = ['as it opens', 'refused', 'busy'] as const;

export function FormDialogStates() {
  const { t } = useTranslation('board');
  const [open, setOpen] = useState<(typeof formStates)[number] | null>(null);
  return (
    <>
      {formStates.map((name) => (
        <State key={name} name={name}>
          <button type="button" className="button small" onClick={() => setOpen(name)}>
            {t('add-person')}
          </button>
        </State>
      ))}
      {open && <AddPerson state={open} onClose={() => setOpen(null)} />}
    </>
  );
}

interface AddPersonProps {
  readonly state: (typeof formStates)[number];
  readonly onClose: () => void;
}

function AddPerson({ state, onClose }: AddPersonProps) {
  const { t } = useTranslation(['board', 'errors']);
  const id = useId();
  return (
    <FormDialog
      title={t('add-person-title')}
      submitText={t(state === 'busy' ? 'add-person-busy' : 'add-person-submit')}
      busy={state === 'busy'}
      problem={state === 'refused' ? t('links-full', { ns: 'errors' }) : null}
      onClose={onClose}
      onSubmit={() => undefined}
    >
      <div className="dialog-field">
        <label htmlFor={id}>{t('add-person-label')}</label>
        <input id={id} className="input" aria-invalid={state === 'refused'} defaultValue="Анна" />
        <p className="hint">{t('add-person-hint')}</p>
      </div>
    </FormDialog>
  );
}
