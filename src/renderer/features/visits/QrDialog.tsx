import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import { useDesk } from '../../state/DeskContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { joinHost } from './Header.tsx';

/** Modules of white around the code: the standard asks for four. */
const quietZone = 4;

/** The link as a code for a phone's camera, dark on light in both themes. */
export function QrDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  const { t } = useTranslation('board');
  const reach = useDesk((state) =>
    state.status?.join.state === 'listening' ? state.status.join.reach : null,
  );
  const host = useDesk(joinHost);
  const { size, path } = useMemo(() => qrPath(url), [url]);
  return (
    <Dialog
      title={t('qr-title')}
      onClose={onClose}
      actions={
        <button type="button" className="button" onClick={onClose}>
          {t('close')}
        </button>
      }
    >
      <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('qr-alt')}>
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" shapeRendering="crispEdges" />
      </svg>
      {reach && <p className="hint centred">{t(`qr-${reach}`, { host })}</p>}
    </Dialog>
  );
}

function qrPath(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: quietZone });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
