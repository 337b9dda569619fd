/** A link beside the first: whom it is for, where its page is, and the persons who came by it. */
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtraLinkView, VisitView } from '../../../shared/ipc/contract.ts';
import type { Sight } from '../../../shared/page.ts';
import type { StageWord } from '../../../shared/stage.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { QuestionDialog } from '../../ui/QuestionDialog.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useShownName } from '../alerts/privacy.ts';
import { useKeyHints } from '../keys/useKey.ts';
import { CallMe } from './CallMe.tsx';
import { callsAreTimed } from './calls.ts';
import { LinkRow } from './LinkRow.tsx';
import { PageNews } from './PageNews.tsx';
import { QrDialog } from './QrDialog.tsx';

interface ExtraLinkProps {
  readonly visit: VisitView;
  readonly link: ExtraLinkView;
  /** Whether it can be sent: not while the visit has failed. */
  readonly sendable: boolean;
  readonly copiedAtOnce: boolean | null;
  /** The persons; `null`: nobody has pressed by this link. */
  readonly children: ReactNode;
}

export function ExtraLink({ visit, link, sendable, copiedAtOnce, children }: ExtraLinkProps) {
  const { t } = useTranslation('board');
  const headingId = useId();
  const keyHint = useKeyHints();
  const [opened, setOpened] = useState<'qr' | 'renew' | null>(null);
  const close = () => setOpened(null);
  const shown = useShownName(visit.id);
  const who = link.label === '' ? t('extra-person', { number: link.number }) : shown(link.label);
  return (
    <section className="extra-link" aria-labelledby={headingId}>
      <div className="extra-link-head">
        <h3 id={headingId} dir="auto">
          {who}
        </h3>
        {children === null && <PageStage link={link} />}
      </div>
      <CallMe
        visitId={visit.id}
        personId={null}
        linkNumber={link.number}
        callMe={link.callMe}
        timed={callsAreTimed(visit)}
        who={children === null ? null : t('call-me-unnamed')}
        describedBy={headingId}
      />
      <PageNews page={link.page} />
      {children}
      {sendable && (
        <LinkRow
          visit={visit}
          number={link.number}
          name={t('link-of', { who })}
          url={link.url}
          copiedAtOnce={copiedAtOnce}
        >
          <Menu
            label={<Icon name="dots" />}
            name={t('more')}
            describedBy={headingId}
            hint={keyHint('link-more')}
            items={[
              { key: 'qr', label: t('qr'), hint: keyHint('qr'), run: () => setOpened('qr') },
              { key: 'new', label: t('renew-link'), run: () => setOpened('renew') },
            ]}
          />
        </LinkRow>
      )}
      {opened === 'renew' && <RenewDialog visit={visit} link={link} who={who} onClose={close} />}
      {opened === 'qr' && link.url !== null && <QrDialog url={link.url} onClose={close} />}
    </section>
  );
}

const sightWords: Readonly<Record<Sight, StageWord>> = {
  open: 'page-open',
  hidden: 'page-hidden',
  left: 'page-left',
};

/** Where the page is while nobody has pressed by this link. */
function PageStage({ link: { page } }: { readonly link: ExtraLinkView }) {
  const { t } = useTranslation('board');
  const word = page ? sightWords[page.sight] : 'not-opened';
  return (
    <span className="person-stage">
      <span role="status" className="word quiet">
        {t(`stage-${word}`)}
      </span>
      {page && <RunningTime since={page.sightAt} word={word} />}
    </span>
  );
}

interface RenewDialogProps {
  readonly visit: VisitView;
  readonly link: ExtraLinkView;
  readonly who: string;
  readonly onClose: () => void;
}

function RenewDialog({ visit, link, who, onClose }: RenewDialogProps) {
  const { t } = useTranslation('board');
  const renew = useAsk('visits:newLink', t('error-action'));
  const run = (): void =>
    void renew.run({ visitId: visit.id, number: link.number }).then((done) => done && onClose());
  return (
    <QuestionDialog
      title={t('renew-title', { who })}
      noText={t('renew-no')}
      yesText={t('renew-yes')}
      main="danger"
      busy={renew.busy}
      onNo={onClose}
      onYes={run}
    >
      <p>{t('renew-text')}</p>
    </QuestionDialog>
  );
}
