/** What the doctor's UI is told of the app itself: status and settings, and the events when they change. */
import type { HelpTexts } from '../../shared/help.ts';
import type { RequestOutput, SettingsView, Status } from '../../shared/ipc/contract.ts';
import type { Language, MissingField, Settings } from '../../shared/settings.ts';
import type { Credentials, SecretStored } from '../credentials/credentials.ts';
import type { KeptSecret } from '../credentials/keptSecret.ts';
import type { AppEvent } from '../ipc/router.ts';
import type { Network, VaultStatus } from '../ports.ts';
import type { SettingsService } from '../settings/settingsService.ts';
import { doctorsView, presentDoctor } from './presentDoctor.ts';

export interface AppState {
  status(): Status;
  info(): Omit<RequestOutput<'app:info'>, 'you'>;
  settingsView(): Promise<SettingsView>;
  language(): Language;
  /** Asks the vault again; `status` answers at once and needs to know. */
  lookAtVault(): Promise<void>;
  /** Tells the listeners, if the status is another than they know. */
  announceStatus(): void;
  announceSettings(): Promise<void>;
  emit(event: AppEvent): void;
  onEvent(listener: (event: AppEvent) => void): () => void;
}

interface AppStateDependencies {
  readonly settings: SettingsService;
  readonly credentials: Credentials;
  readonly proxyPassword: KeptSecret;
  readonly pagePassphrase: KeptSecret;
  readonly network: Network;
  readonly version: string;
  readonly shell: RequestOutput<'app:info'>['shell'];
  readonly systemLanguage: Language;
  /** What changes by itself. */
  readonly live: () => Pick<Status, 'join' | 'embedding' | 'certificates' | 'server' | 'demo'>;
  readonly help: HelpTexts;
}

export function createAppState(dependencies: AppStateDependencies): AppState {
  const { settings, credentials, proxyPassword, pagePassphrase } = dependencies;
  const { network, version, shell, systemLanguage, live, help } = dependencies;
  const listeners = new Set<(event: AppEvent) => void>();
  let vault: VaultStatus = { strength: 'none', lasting: false };
  let stored: SecretStored = 'no';
  let announced = '';

  const emit = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const status = (): Status => {
    const current = settings.current();
    const missing = missingFields(current, stored);
    const sending = sendingView(current);
    const settingsNotice = settings.notice();
    if (shell !== 'service') {
      const doctors = doctorsView(current, shell);
      return { missing, vault, settingsNotice, doctorName: doctorName(current), doctors, sending, ...live() };
    }
    // There the doctors are accounts, and whoever is signed in has a name (`app:info`).
    const doctors = { presentId: '', mustSignIn: false, list: [] };
    const set = missing.filter((field) => field !== 'doctors.id');
    return { missing: set, vault, settingsNotice, doctorName: '', doctors, sending, ...live() };
  };
  const language = (): Language => {
    const chosen = settings.current().app.language;
    return chosen === 'system' ? systemLanguage : chosen;
  };
  const settingsView = async (): Promise<SettingsView> => ({
    values: settings.current(),
    defaults: settings.defaults(),
    locked: [...settings.locked()],
    policyProblems: [...settings.policyProblems()],
    secret: { stored: await credentials.stored(), vault: await credentials.vault() },
    proxyPassword: await proxyPassword.stored(),
    pagePassphrase: await pagePassphrase.stored(),
    interfaces: [...network.interfaces()],
  });

  return {
    status,
    language,
    settingsView,
    emit,
    info: () => ({ version, shell, language: language(), status: status(), help }),
    async lookAtVault() {
      [vault, stored] = await Promise.all([credentials.vault(), credentials.stored()]);
    },
    announceStatus() {
      const payload = status();
      const text = JSON.stringify(payload);
      if (text === announced) return;
      announced = text;
      emit({ channel: 'status:changed', payload });
    },
    async announceSettings() {
      emit({ channel: 'settings:changed', payload: await settingsView() });
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Desks that may not read the settings send by them, too. */
const sendingView = ({ clinic, messages }: Settings): Status['sending'] => ({
  clinicName: clinic.name,
  phone: clinic.phone,
  templates: { en: messages.en, ru: messages.ru },
  email: messages.email,
  sms: messages.sms,
  messengers: messages.messengers,
});

/** What must be filled in before a visit can be made. */
export function missingFields({ server, doctors }: Settings, stored: SecretStored): MissingField[] {
  const checks: readonly (readonly [MissingField, boolean])[] = [
    ['server.address', server.address === ''],
    ['server.clientId', server.clientId === ''],
    ['credentials.secret', stored === 'no'],
    ['doctors.id', (doctors.list[0]?.id ?? '') === ''],
  ];
  return checks.filter(([, isMissing]) => isMissing).map(([field]) => field);
}

function doctorName(settings: Settings): string {
  const doctor = presentDoctor(settings);
  return doctor ? doctor.name || doctor.id : '';
}
