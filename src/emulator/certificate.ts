/** Self-signed certificates (EC P-256) for host names and addresses. */
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import type { CertificateWishes, EmulatorCertificate } from './types.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;

export interface CertificateWithKey extends EmulatorCertificate {
  readonly keyPem: string;
}

/** Valid from yesterday for a year unless wished otherwise. */
export async function makeCertificate(
  hosts: readonly string[],
  wishes: CertificateWishes,
): Promise<CertificateWithKey> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = [...new Set(wishes.hosts ?? hosts)];
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=TrueConf Server emulator',
    notBefore: wishes.notBefore ?? new Date(Date.now() - dayMs),
    notAfter: wishes.notAfter ?? new Date(Date.now() + 365 * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
      ),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    pem: certificate.toString('pem'),
    keyPem: x509.PemConverter.encode(key, 'PRIVATE KEY'),
    sha256: createHash('sha256').update(Buffer.from(certificate.rawData)).digest('hex'),
  };
}
