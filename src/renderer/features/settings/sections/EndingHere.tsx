import type { WatchedCertificate } from '../../../../shared/certificateEnd.ts';
import { useDesk } from '../../../state/DeskContext.tsx';
import { useEndText } from '../../../ui/useEndText.ts';

/** What the board says of the ends of these certificates, where something can be done about it. */
export function EndingHere({ which }: { readonly which: readonly WatchedCertificate[] }) {
  const ending = useDesk((state) => state.status?.certificates);
  const endText = useEndText();
  return (ending ?? [])
    .filter((certificate) => which.includes(certificate.which))
    .map((certificate) => (
      <p key={certificate.which} className="verdict failed" role="status">
        {endText(certificate)}
      </p>
    ));
}
