/** The certificate that the patient's page shows, and its successors: a new one is taken without ending a connection. */
import { createRenewal, type CertificatePair, type PairFiles } from '../certificateFiles.ts';
import type { JoinServer } from '../join/server.ts';
import type { Log } from '../ports.ts';
import type { AskPassphrase, PageCertificate } from './pageCertificate.ts';

export interface PageRenewal {
  /** What the listener was opened with; `null`: http. */
  begin(files: PairFiles, used: PageCertificate | null): void;
  /** Looks at the files. */
  look(): void;
  /** In use; `null`: none is. */
  current(): CertificatePair | null;
  /** Asks for the passphrase again. A vault that cannot answer is asked when the page is to listen. */
  askAgain(): Promise<void>;
}

interface PageRenewalParts {
  readonly server: Pick<JoinServer, 'useCertificate'>;
  readonly ask: AskPassphrase;
  readonly log: Log;
  /** Another certificate is in use. */
  readonly onChange: () => void;
}

export function createPageRenewal({ server, ask, log, onChange }: PageRenewalParts): PageRenewal {
  let pair: CertificatePair | null = null;
  let passphrase: string | undefined;
  let look = (): void => undefined;

  function take(next: CertificatePair): void {
    pair = next;
    server.useCertificate(next);
    onChange();
  }

  return {
    begin(files, used) {
      pair = used?.pair ?? null;
      passphrase = used?.passphrase;
      look = used
        ? createRenewal({
            ...{ files, used: used.pair, listener: 'page', log, onChange: take },
            passphrase: () => passphrase,
          })
        : () => undefined;
    },
    look: () => look(),
    current: () => pair,
    async askAgain() {
      passphrase = await ask().catch(() => undefined);
    },
  };
}
