/** The certificates of a CA file: which authorities it names, or what is wrong with it. Pure. */
import { X509Certificate } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';

/** not-pem: no certificate in PEM form can be read in it. not-authority, expired: of one of its certificates. */
export type AuthorityProblem =
  { readonly problem: 'not-pem' } | { readonly problem: 'not-authority' | 'expired'; readonly name: string };

const pemBlocks = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of a text in the order in which they stand there. Errors: throws when one cannot be read. */
export const certificatesIn = (pem: string): readonly X509Certificate[] =>
  (pem.match(pemBlocks) ?? []).map((block) => new X509Certificate(block));

/**
 * PEM of each authority that the text names. All of it must be authorities: one leaf among them means that the wrong
 * file was chosen, and it would be trusted for itself alone. `now`: epoch ms.
 */
export function readAuthorities(pem: string, now: number): Result<readonly string[], AuthorityProblem> {
  let certificates: readonly X509Certificate[];
  try {
    certificates = certificatesIn(pem);
  } catch {
    return err({ problem: 'not-pem' });
  }
  if (certificates.length === 0) return err({ problem: 'not-pem' });
  const leaf = certificates.find(({ ca }) => !ca);
  if (leaf) return err({ problem: 'not-authority', name: commonName(leaf) });
  // A former root beside its successor is common in such files; only a file of nothing else is of no use.
  const current = certificates.filter((certificate) => Date.parse(certificate.validTo) >= now);
  const [first] = certificates;
  if (current.length === 0 && first) return err({ problem: 'expired', name: commonName(first) });
  return ok(current.map(String));
}

/** What people call it: its common name, or else the whole subject on one line. */
export function commonName({ subject }: { readonly subject: string | undefined }): string {
  const lines = (subject ?? '').split('\n');
  const name = lines.find((line) => line.startsWith('CN='))?.slice(3);
  return (name ?? lines.join(', ')).slice(0, 200);
}
