/** The guest: the page of the call the doctor is in, its session and what it may do. */
import { createGuestCertificates, type GuestTrust } from '../security/guestCertificate.ts';
import type { GuestProxy } from '../security/guestProxy.ts';
import { conferencePlace, type ExpectedCall } from '../security/navigation.ts';
import { installPermissions } from './permissions.ts';
import type { ScreenShare } from './displayMedia.ts';
import type { DesktopPort, SessionPort } from './port.ts';

/** Verdicts of `setCertificateVerifyProc`. */
const accepted = 0;
const rejected = -2;

type Verify = NonNullable<Parameters<SessionPort['setCertificateVerifyProc']>[0]>;
/** Electron's types say that there always is an issuer; the last certificate has none. */
type Shown = Pick<Parameters<Verify>[0]['certificate'], 'data'> & { readonly issuerCert?: Shown };

/** More than any chain has. */
const mostSent = 8;

/** PEM of what the server sent beside its own certificate, nearest first. */
function sentWith(certificate: Pick<Shown, 'issuerCert'>): readonly string[] {
  const sent: string[] = [];
  let next = certificate.issuerCert;
  while (next && sent.length < mostSent) {
    sent.push(next.data);
    next = next.issuerCert;
  }
  return sent;
}

export interface Guests {
  /** The call that a webview may be opened for now. */
  expected(): ExpectedCall | null;
  /** Prepares the session of the call's partition, before anything navigates in it. Errors: rejects when its proxy cannot be set. */
  expect(call: ExpectedCall): Promise<void>;
  /** The doctor has left: nothing may attach, and what a named guest left in memory is erased. Errors: rejects when it is not. */
  leave(): Promise<void>;
  /** Forgets what is kept of a doctor's own account, its cookies before all; a call in this partition is left. Errors: rejects when it is not erased. */
  signOut(partition: string): Promise<void>;
  /** WebContents id of the attached guest. */
  attachedId(): number | null;
  attached(contentsId: number | null): void;
}

export interface GuestFacts {
  /** Which certificates count beside the system's. */
  readonly trust: () => GuestTrust;
  /** By which way the page of the call goes to the server. */
  readonly proxy: () => GuestProxy;
  /** Epoch ms. */
  readonly now: () => number;
  /** By which the guest shows a screen. */
  readonly share: ScreenShare;
}

const systemsWay = JSON.stringify({ mode: 'system' } satisfies GuestProxy);

export function createGuests(port: Pick<DesktopPort, 'session'>, facts: GuestFacts): Guests {
  const prepared = new Set<string>();
  const ways = new Map<string, string>();
  const mayTrust = createGuestCertificates();
  let call: ExpectedCall | null = null;
  let guestId: number | null = null;
  const callIn = (partition: string): ExpectedCall | null => (call?.partition === partition ? call : null);

  function prepare(partition: string, session: SessionPort): void {
    const place = () => {
      const here = callIn(partition);
      return here && conferencePlace(here.url);
    };
    installPermissions(
      session,
      () => ({ page: 'guest', place: place() }),
      () => guestId,
    );
    facts.share.install(session, place);
    session.on('will-download', (event) => event.preventDefault());
    session.setCertificateVerifyProc(({ hostname, certificate, errorCode }, callback) => {
      const callUrl = callIn(partition)?.url ?? null;
      const shown = { host: hostname, pem: certificate.data, sent: sentWith(certificate), callUrl };
      const question = { ...shown, systemTrusts: errorCode === 0, trust: facts.trust(), now: facts.now() };
      callback(mayTrust(question) ? accepted : rejected);
    });
  }

  /** A session begins with the system's; sockets of another way are not used again. */
  async function direct(partition: string, session: SessionPort): Promise<void> {
    const wanted = facts.proxy();
    const key = JSON.stringify(wanted);
    if (key === (ways.get(partition) ?? systemsWay)) return;
    await session.setProxy(wanted);
    await session.closeAllConnections();
    ways.set(partition, key);
  }

  return {
    expected: () => call,
    async expect(next) {
      const session = port.session.fromPartition(next.partition);
      if (!prepared.has(next.partition)) prepare(next.partition, session);
      prepared.add(next.partition);
      call = next;
      try {
        await direct(next.partition, session);
      } catch (error) {
        if (call === next) call = null;
        throw error;
      }
    },
    async leave() {
      const left = call;
      call = null;
      facts.share.drop();
      if (!left || left.partition.startsWith('persist:')) return;
      await port.session.fromPartition(left.partition).clearStorageData();
    },
    async signOut(partition) {
      if (callIn(partition)) {
        call = null;
        facts.share.drop();
      }
      await port.session.fromPartition(partition).clearStorageData();
    },
    attachedId: () => guestId,
    attached(contentsId) {
      guestId = contentsId;
    },
  };
}
