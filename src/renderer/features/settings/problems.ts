/** What keeps fields from being saved, each with cause and remedy: the sentences are `problem-…` of the dictionaries. Pure. */
import type { TemplateProblem } from '../../../shared/sending/template.ts';
import { parseServerAddress, type AddressProblem } from '../../../shared/serverAddress.ts';
import { rowProblems } from '../doctors/doctorList.ts';
import type { FieldName, FormValues } from './form.ts';
import { isNetwork, readNetworks, readPublicAddress, type PublicProblem } from './joinFields.ts';
import { messageProblem } from './messageFields.ts';
import { isFullPath, readProxyAddress, type ProxyProblem } from './serverFields.ts';

export type Problem =
  | AddressProblem
  | PublicProblem
  | ProxyProblem
  | TemplateProblem
  | 'file-pair'
  | 'pfx-and-files'
  | 'full-path'
  | 'ca-file'
  | 'pin-none'
  | 'port-low'
  | 'required'
  | 'trueconf-id'
  | 'phone'
  | { readonly code: 'pin-other-host'; readonly value: string }
  | { readonly code: 'whole-number'; readonly min: number; readonly max: number }
  | { readonly code: 'network'; readonly value: string }
  | { readonly code: 'too-many'; readonly max: number };
export type Problems = Readonly<Partial<Record<FieldName, Problem>>>;

/** The same bounds as the schema's (`shared/settings.ts`), which the main process applies again. */
const numberBounds = {
  port: [1_024, 65_535],
  places: [2, 36],
  linkLifeHours: [1, 720],
  guestSeats: [1, 10_000],
  keepDays: [1, 3_650],
} as const satisfies Partial<Record<FieldName, readonly [number, number]>>;

function numberProblem(field: keyof typeof numberBounds, text: string): Problem | undefined {
  const [min, max] = numberBounds[field];
  const value = Number(text);
  const isNumber = /^\d+$/.test(text.trim());
  if (isNumber && value >= min && value <= max) return undefined;
  return field === 'port' && isNumber && value > 0 && value < min
    ? 'port-low'
    : { code: 'whole-number', min, max };
}

const mostProxies = 20;

function networksProblem(text: string): Problem | undefined {
  const networks = readNetworks(text);
  const wrong = networks.find((network) => !isNetwork(network));
  if (wrong !== undefined) return { code: 'network', value: wrong };
  return networks.length > mostProxies ? { code: 'too-many', max: mostProxies } : undefined;
}

const isEmpty = (text: string): boolean => text.trim() === '';

/** Of a file that may be left out. */
const pathProblem = (path: string): Problem | undefined =>
  isEmpty(path) || isFullPath(path.trim()) ? undefined : 'full-path';

/** The file that is missing beside the other is the one that is marked. */
function fileProblem(file: string, other: string): Problem | undefined {
  if (isEmpty(file)) return isEmpty(other) ? undefined : 'file-pair';
  return pathProblem(file);
}

function pfxProblem({ pfxFile, certificateFile, keyFile }: FormValues): Problem | undefined {
  if (isEmpty(pfxFile)) return undefined;
  return isEmpty(certificateFile) && isEmpty(keyFile) ? pathProblem(pfxFile) : 'pfx-and-files';
}

/** A certificate is trusted for one host and port, and a new address has another one. */
function pinProblem({ trust, pin, address }: FormValues): Problem | undefined {
  if (trust !== 'certificate') return undefined;
  if (pin === null) return 'pin-none';
  const parsed = parseServerAddress(address);
  const url = parsed.ok ? URL.parse(parsed.value) : null;
  if (!url || url.protocol !== 'https:') return undefined;
  const port = url.port === '' ? 443 : Number(url.port);
  const isOfHost = url.hostname.replace(/^\[|\]$/g, '') === pin.host.replace(/^\[|\]$/g, '').toLowerCase();
  return isOfHost && port === pin.port
    ? undefined
    : { code: 'pin-other-host', value: `${pin.host}:${pin.port}` };
}

function proxyProblem({ proxyMode, proxyAddress }: FormValues): Problem | undefined {
  // What was typed before another way was chosen is stored as well, and has to be an address.
  if (proxyMode !== 'explicit' && isEmpty(proxyAddress)) return undefined;
  const read = readProxyAddress(proxyAddress);
  return read.ok ? undefined : read.error;
}

function caFileProblem({ trust, caFile }: FormValues): Problem | undefined {
  if (trust === 'ca-file' && isEmpty(caFile)) return 'ca-file';
  return pathProblem(caFile);
}

function ownerProblem(ownerId: string): Problem | undefined {
  if (isEmpty(ownerId)) return 'required';
  return /^[^\s/\\?#%]*$/.test(ownerId.trim()) ? undefined : 'trueconf-id';
}

function doctorsProblem({ ownerId, otherDoctors }: FormValues): Problem | undefined {
  const [, ...others] = rowProblems([{ id: ownerId, name: '' }, ...otherDoctors]);
  const problem = others.find((each) => each !== undefined);
  // In which row, and what of it, the list says itself.
  return problem === 'twice' ? 'trueconf-id' : problem;
}

/** `secretStored`: a first server needs its secret as well. */
type Check = (values: FormValues, secretStored: boolean) => Problem | undefined;

const checks: Readonly<Partial<Record<FieldName, Check>>> = {
  address: ({ address }) => {
    const parsed = parseServerAddress(address);
    return parsed.ok ? undefined : parsed.error;
  },
  clientId: ({ clientId }) => (isEmpty(clientId) ? 'required' : undefined),
  secret: ({ secret }, secretStored) => (isEmpty(secret) && !secretStored ? 'required' : undefined),
  ownerId: ({ ownerId }) => ownerProblem(ownerId),
  caFile: caFileProblem,
  pin: pinProblem,
  proxyAddress: proxyProblem,
  otherDoctors: doctorsProblem,
  port: ({ port }) => numberProblem('port', port),
  publicAddress: ({ publicAddress }) => {
    const read = readPublicAddress(publicAddress);
    return read.ok ? undefined : read.error;
  },
  trustedProxies: ({ trustedProxies }) => networksProblem(trustedProxies),
  certificateFile: ({ certificateFile, keyFile }) => fileProblem(certificateFile, keyFile),
  keyFile: ({ keyFile, certificateFile }) => fileProblem(keyFile, certificateFile),
  pfxFile: pfxProblem,
  topic: ({ topic }) => (isEmpty(topic) ? 'required' : undefined),
  places: ({ places }) => numberProblem('places', places),
  linkLifeHours: ({ linkLifeHours }) => numberProblem('linkLifeHours', linkLifeHours),
  guestSeats: ({ guestSeats }) => (isEmpty(guestSeats) ? undefined : numberProblem('guestSeats', guestSeats)),
  messageRu: ({ messageRu }) => messageProblem(messageRu),
  messageEn: ({ messageEn }) => messageProblem(messageEn),
  keepDays: ({ keepDays }) => numberProblem('keepDays', keepDays),
  phone: ({ phone }) => (/^[0-9+()\-\s.,#*]*$/.test(phone) ? undefined : 'phone'),
};

/** What keeps these fields from being saved, by field. */
export function findProblems(
  values: FormValues,
  fields: readonly FieldName[],
  secretStored: boolean,
): Problems {
  const found = fields.map((field) => [field, checks[field]?.(values, secretStored)] as const);
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}
