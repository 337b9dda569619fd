/** The guest: the page of the call the doctor is in, its session and what it may do. */
import type { Pin } from '../../shared/settings.ts';
import { mayGuestTrust } from '../security/guestCertificate.ts';
import { conferencePlace, type ExpectedCall } from '../security/navigation.ts';
import { installPermissions } from './permissions.ts';
import type { ScreenShare } from './displayMedia.ts';
import type { DesktopPort, SessionPort } from './port.ts';

/** Verdicts of `setCertificateVerifyProc`. */
const accepted = 0;
const rejected = -2;

export interface Guests {
  /** The call that a webview may be opened for now. */
  expected(): ExpectedCall | null;
  /** Prepares the session of the call's partition, before anything navigates in it. */
  expect(call: ExpectedCall): void;
  /** The doctor has left: nothing may attach, and what a named guest left in memory is erased. Errors: rejects when it is not. */
  leave(): Promise<void>;
  /** Forgets what is kept of a doctor's own account, its cookies before all; a call in this partition is left. Errors: rejects when it is not erased. */
  signOut(partition: string): Promise<void>;
  /** WebContents id of the attached guest. */
  attachedId(): number | null;
  attached(contentsId: number | null): void;
}

export interface GuestFacts {
  /** The one certificate that is trusted, if any. */
  readonly pin: () => Pin | null;
  /** Epoch ms. */
  readonly now: () => number;
  /** By which the guest shows a screen. */
  readonly share: ScreenShare;
}

export function createGuests(port: Pick<DesktopPort, 'session'>, facts: GuestFacts): Guests {
  const prepared = new Set<string>();
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
      const question = { host: hostname, pem: certificate.data, systemTrusts: errorCode === 0, callUrl };
      callback(mayGuestTrust({ ...question, pin: facts.pin(), now: facts.now() }) ? accepted : rejected);
    });
  }

  return {
    expected: () => call,
    expect(next) {
      if (!prepared.has(next.partition)) prepare(next.partition, port.session.fromPartition(next.partition));
      prepared.add(next.partition);
      call = next;
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
