/** "Try it without a server": what the settings say while the demo's server is used. Nothing of it is stored. */
import { messages } from '../../shared/i18n/messages.ts';
import { defaultSettings, type Doctor, type Language, type Settings } from '../../shared/settings.ts';

/** A TrueConf server to try things out with. */
export interface DemoServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  close(): Promise<void>;
}

/** `doctor`: a user that the server must know. Injected by the shell, because the core does not know the emulator. */
export type StartDemoServer = (doctor: Doctor) => Promise<DemoServer>;

const demoDoctorId = 'petrova';

/** The doctor of the demo: the one who is set up, else an invented one. */
export function doctorForDemo(settings: Settings, language: Language): Doctor {
  const [first] = settings.doctors.list;
  if (first && first.id !== '') return first;
  return { id: demoDoctorId, name: messages[language].launch['demo-doctor'] };
}

/** The demo's server over everything; an invented doctor and clinic only where nothing is filled in. */
export function demoLayer(
  server: DemoServer,
  doctor: Doctor,
  language: Language,
): (settings: Settings) => Settings {
  const clinicName = messages[language].launch['demo-clinic'];
  return (settings) => {
    const isSetUp = (settings.doctors.list[0]?.id ?? '') !== '';
    return {
      ...settings,
      server: { ...defaultSettings.server, address: server.origin, clientId: server.clientId },
      doctors: isSetUp ? settings.doctors : { list: [doctor], entry: 'named-guest' },
      clinic: settings.clinic.name === '' ? { ...settings.clinic, name: clinicName } : settings.clinic,
    };
  };
}
