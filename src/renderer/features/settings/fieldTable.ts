/**
 * Every field of the settings screen, once: where it stands, what may lock it, and the words by which people look for it. Its label
 * and its help are `settingFields` in the dictionaries, under the same name. Sections, search and locks are read from here. Pure.
 */
import type { LockableKey } from '../../../shared/settings.ts';
import type { FieldName } from './form.ts';

export const sections = [
  'server',
  'people',
  'doctors',
  'join',
  'visits',
  'clinic',
  'messages',
  'privacy',
  'diagnostics',
  'app',
] as const;
export type Section = (typeof sections)[number];

export interface FieldFacts {
  /** Where it stands at a single PC; in the first of them the search finds it. */
  readonly in: readonly Section[];
  /** At the clinic's service, where that is another place; none: it means nothing there. */
  readonly atService?: readonly Section[];
  /** Any of them locks it. */
  readonly locks: readonly LockableKey[];
  /** Must be filled in: it has no default to go back to. */
  readonly lacksDefault?: true;
  /** On the screen only while this one says so: whoever looks for the one is led to the other. */
  readonly shownBy?: FieldName;
  /** What people call it, in both languages; beside its label and its help. */
  readonly words: string;
}

const server = { in: ['server'] } as const;
const visits = { in: ['visits'] } as const;
const clinic = { in: ['clinic'] } as const;
/** At the service flags say where the patient's page is served. */
const page = { in: ['join'], atService: [] } as const;
const ofExplicitProxy = { ...server, locks: ['server.proxy'], shownBy: 'proxyMode' } as const;
const messenger = {
  in: ['messages'],
  locks: ['messages.messengers'],
  words: 'messenger chat мессенджер чат',
} as const;

export const fieldTable: Readonly<Record<FieldName, FieldFacts>> = {
  address: {
    ...server,
    locks: ['server.address'],
    lacksDefault: true,
    words: 'host url name domain ip trueconf хост имя домен сайт',
  },
  clientId: {
    ...server,
    locks: ['server.clientId'],
    lacksDefault: true,
    words: 'oauth application api key приложение ключ идентификатор',
  },
  secret: {
    ...server,
    locks: ['credentials.secret'],
    lacksDefault: true,
    words: 'oauth password key token секрет пароль ключ токен',
  },
  ownerId: {
    in: ['server', 'doctors'],
    atService: [],
    locks: ['doctors.id', 'doctors.list'],
    lacksDefault: true,
    words: 'login account owner user логин учётная запись владелец',
  },
  trust: {
    ...server,
    locks: ['server.trust'],
    words: 'tls ssl https certificate ca self-signed authority сертификат самоподписанный доверие',
  },
  caFile: {
    ...server,
    locks: ['server.caFile'],
    shownBy: 'trust',
    words: 'tls ssl root corporate pem authority bundle корневой корпоративный сертификат центр',
  },
  pin: {
    ...server,
    locks: ['server.pin'],
    shownBy: 'trust',
    words: 'fingerprint sha256 self-signed pinning отпечаток самоподписанный закрепить',
  },
  proxyMode: {
    ...server,
    locks: ['server.proxy'],
    words: 'proxy squid firewall pac wpad internet прокси интернет сеть',
  },
  proxyAddress: { ...ofExplicitProxy, words: 'proxy host port squid прокси хост порт' },
  proxyUser: { ...ofExplicitProxy, words: 'proxy login account ntlm basic прокси логин' },
  proxyPassword: { ...server, locks: [], shownBy: 'proxyMode', words: 'proxy login basic прокси пароль' },

  doctorName: {
    shownBy: 'otherDoctors',
    in: ['doctors'],
    atService: [],
    locks: ['doctors.list'],
    lacksDefault: true,
    words: 'display full name фио имя отображаемое',
  },
  otherDoctors: {
    in: ['doctors'],
    atService: [],
    locks: ['doctors.list'],
    lacksDefault: true,
    words: 'several share list colleague несколько список коллега сменщик',
  },
  entry: {
    in: ['doctors'],
    locks: ['doctors.entry'],
    words: 'guest account own named app call join гость учётная запись приложение звонок вход',
  },

  interface: {
    ...page,
    locks: ['join.interface'],
    words: 'network lan wifi wi-fi ethernet vpn reach adapter сеть сетевой интерфейс вайфай адаптер доступ',
  },
  port: { ...page, locks: ['join.port'], words: 'tcp 8765 firewall number порт номер брандмауэр экран' },
  publicAddress: {
    ...page,
    locks: ['join.publicAddress'],
    words: 'domain url reverse proxy nginx internet external домен внешний интернет публичный',
  },
  trustedProxies: {
    ...page,
    locks: ['join.trustedProxies'],
    words: 'x-forwarded-for cidr reverse proxy nginx load balancer балансировщик обратный прокси сети',
  },
  certificateFile: {
    ...page,
    locks: ['join.certificateFile'],
    words: 'tls ssl https pem chain crt сертификат цепочка',
  },
  keyFile: { ...page, locks: ['join.keyFile'], words: 'tls ssl https pem private ключ закрытый' },
  pfxFile: { ...page, locks: ['join.pfxFile'], words: 'pkcs12 p12 tls ssl https сертификат ключ' },
  keyPassphrase: { ...page, locks: [], words: 'password pfx p12 key пароль фраза' },
  linkTarget: {
    ...page,
    locks: ['join.links'],
    words: 'off server page trueconf conference address выключить отключить страница сервера адрес',
  },
  joinEntry: {
    in: ['join'],
    atService: ['visits'],
    locks: ['join.entry'],
    words: 'embed frame iframe navigate redirect встроить фрейм переход',
  },

  topic: { ...visits, locks: ['visits.topic'], words: 'subject title name template тема название шаблон' },
  admission: {
    ...visits,
    locks: ['visits.admission'],
    words: 'waiting room lobby let in straight зал комната ожидания впускать сразу',
  },
  places: { ...visits, locks: ['visits.places'], words: 'participants people maximum участники места людей' },
  linkLifeHours: {
    ...visits,
    locks: ['visits.linkLifeHours'],
    words: 'expire validity hours lifetime срок часы истекает',
  },
  guestSeats: {
    ...visits,
    locks: ['visits.guestSeats'],
    words: 'licence license guests seats free лицензия гости места',
  },
  rights: {
    ...visits,
    locks: ['visits.rights'],
    words: 'permissions documents files chat recording desktop права документы файлы чат запись',
  },

  clinicName: {
    ...clinic,
    locks: ['clinic.name'],
    words: 'hospital company organisation больница организация',
  },
  phone: {
    ...clinic,
    locks: ['clinic.phone'],
    words: 'phone call number reception номер регистратура позвонить',
  },
  showDoctor: { ...clinic, locks: ['clinic.showDoctor'], words: 'doctor name page врач имя страница' },

  messageRu: { in: ['messages'], locks: ['messages.ru'], words: 'text template sms текст шаблон' },
  messageEn: { in: ['messages'], locks: ['messages.en'], words: 'text template sms текст шаблон' },
  email: { in: ['messages'], locks: ['messages.email'], words: 'mail outlook почта письмо' },
  sms: { in: ['messages'], locks: ['messages.sms'], words: 'text phone смс' },
  telegram: messenger,
  whatsapp: messenger,
  max: messenger,

  keepDays: {
    in: ['privacy'],
    locks: ['privacy.keepDays'],
    words: 'retention history erase delete archive хранение история стереть удалить архив',
  },
  rehearsal: {
    in: ['diagnostics'],
    locks: ['diagnostics.rehearsal'],
    words: 'test check self-test schedule daily проверка тест расписание репетиция',
  },
  language: {
    in: ['app'],
    atService: [],
    locks: ['app.language'],
    words: 'russian english русский английский',
  },
};

const isFieldName = (key: string): key is FieldName => Object.hasOwn(fieldTable, key);
export const fieldNames: readonly FieldName[] = Object.keys(fieldTable).filter(isFieldName);
