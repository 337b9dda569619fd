/** What is rare, in the corner of a card. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../shared/ipc/contract.ts';
import { didNotCome } from '../../../shared/person.ts';
import { useAbilities } from '../../state/DeskContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { useAsk } from '../../ui/useAsk.ts';
import { useKeyHints } from '../keys/useKey.ts';
import { QrDialog } from './QrDialog.tsx';
import type { Note } from './useNote.ts';

interface CardMenuProps {
  readonly visit: VisitView;
  readonly note: Note;
}

/** Nobody is there, and nobody was let in. */
const nobodyCame = ({ phase, persons }: VisitView): boolean =>
  phase === 'live' && persons.every(({ state }) => didNotCome(state));

export function CardMenu({ visit, note }: CardMenuProps) {
  const { t } = useTranslation('card');
  const { t: onBoard } = useTranslation('board');
  const { decides } = useAbilities();
  const hints = useKeyHints();
  const [qr, setQr] = useState(false);
  const url = visit.phase === 'live' || visit.phase === 'planned' ? (visit.link?.url ?? null) : null;
  const end = useAsk('visits:end', onBoard('error-action'));
  const items: readonly MenuItem[] = [
    ...(url === null ? [] : [{ key: 'qr', label: onBoard('qr'), hint: hints('qr'), run: () => setQr(true) }]),
    ...(decides && note.text === '' && !note.open
      ? [{ key: 'note', label: t('note-add'), hint: hints('note'), run: note.toggle }]
      : []),
    ...(nobodyCame(visit)
      ? [
          {
            key: 'no-show',
            label: t('no-show'),
            hint: hints('no-show'),
            run: () => void end.run({ visitId: visit.id, noShow: true }),
          },
        ]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <Menu label={<Icon name="dots" />} name={t('card-menu')} items={items} />
      {qr && url !== null && <QrDialog url={url} onClose={() => setQr(false)} />}
    </>
  );
}
