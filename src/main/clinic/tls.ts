/** How the desk looks at the certificate of the clinic's service: as this computer's browsers do. */
import { systemRoots } from '../trueconf/systemRoots.ts';

/** PEM of the trusted authorities. */
export type Roots = () => readonly string[];

/** For `ws` and undici alike. The system's authorities are read at the first secure connection. */
export const trustFor = (origin: string, roots: Roots = systemRoots): { readonly ca?: string[] } =>
  origin.startsWith('https:') ? { ca: [...roots()] } : {};
