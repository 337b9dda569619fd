/** What `scripts/settingsDocs.ts` writes, made of the schema of the settings and the texts of the settings screen. Pure. */
import { z } from 'zod';
import { fill, messages } from '../src/shared/i18n/messages.ts';
import { policySchema, policyShapes } from '../src/shared/policy.ts';
import { expectedText } from '../src/shared/policySentence.ts';
import { defaultSettings, policyKeys, type Language, type PolicyKey } from '../src/shared/settings.ts';
import { namedGaps } from '../src/shared/sending/template.ts';
import { expectationOf } from '../src/main/settings/expectation.ts';

type FieldText = keyof (typeof messages)['en']['settingFields'];

/** By which name the settings screen describes it, or what it means; messengers have one switch each there. */
const fieldOf = {
  'server.address': 'address',
  'server.clientId': 'clientId',
  'server.trust': 'trust',
  'server.caFile': 'caFile',
  'server.pin': 'pin',
  'server.proxy': 'proxyMode',
  'doctors.list': 'otherDoctors',
  'doctors.entry': 'entry',
  'join.interface': 'interface',
  'join.port': 'port',
  'join.publicAddress': 'publicAddress',
  'join.trustedProxies': 'trustedProxies',
  'join.certificateFile': 'certificateFile',
  'join.keyFile': 'keyFile',
  'join.pfxFile': 'pfxFile',
  'join.entry': 'joinEntry',
  'join.links': 'linkTarget',
  'visits.topic': 'topic',
  'visits.places': 'places',
  'visits.linkLifeHours': 'linkLifeHours',
  'visits.admission': 'admission',
  'visits.guestSeats': 'guestSeats',
  'visits.rights': 'rights',
  'clinic.name': 'clinicName',
  'clinic.phone': 'phone',
  'clinic.showDoctor': 'showDoctor',
  'messages.en': 'messageEn',
  'messages.ru': 'messageRu',
  'messages.email': 'email',
  'messages.sms': 'sms',
  'messages.messengers': 'telegram',
  'privacy.keepDays': 'keepDays',
  'diagnostics.rehearsal': 'rehearsal',
  'app.language': 'language',
  'service.address': 'service',
  'updates.check': 'updateCheck',
  'updates.address': 'updateAddress',
} as const satisfies Readonly<Record<PolicyKey, FieldText>>;

/** An example for what a sentence cannot show. */
const examples: Readonly<Partial<Record<PolicyKey, unknown>>> = {
  'server.address': 'video.clinic.example:4443',
  'server.proxy': { mode: 'explicit', address: 'http://proxy.clinic.example:3128', user: 'visits' },
  'doctors.list': [{ id: 'petrova', name: 'Dr. Petrova' }],
  'join.interface': 'Ethernet',
  'join.trustedProxies': ['10.0.4.2', '10.0.8.0/24'],
  'join.publicAddress': 'https://visits.clinic.example',
  'clinic.phone': '+7 495 123-45-67',
  'messages.messengers': ['telegram', 'whatsapp', 'max'],
  'service.address': 'https://desk.clinic.example',
  'updates.address': 'https://files.clinic.example/visit-desk/',
};

/** The JSON schema of a policy file, for editors. */
export const policyJsonSchema = (): unknown => ({
  title: 'Visit Desk policy',
  ...z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' }),
});

const words = {
  en: { key: 'Key', takes: 'Takes', otherwise: 'Default', means: 'Meaning', example: 'For example' },
  ru: { key: 'Ключ', takes: 'Значение', otherwise: 'По умолчанию', means: 'Смысл', example: 'Например' },
} as const satisfies Readonly<Record<Language, object>>;

/** What the sentences of problems say of this page. */
const thisPage =
  / in the form that docs\/settings\.md shows| в том виде, который показан в docs\/settings\.ru\.md/u;

/** One table for each section. Ends with a line break. */
export function settingsTables(language: Language): string {
  const { key, takes, otherwise, means } = words[language];
  const sections = Object.keys(policyShapes).map((section) => {
    const rows = policyKeys.filter((one) => one.startsWith(`${section}.`)).map((one) => row(one, language));
    const head = `| ${key} | ${takes} | ${otherwise} | ${means} |\n|---|---|---|---|`;
    return `### ${section}\n\n${head}\n${rows.join('\n')}\n`;
  });
  return sections.join('\n');
}

function row(key: PolicyKey, language: Language): string {
  const [section = '', field = ''] = key.split('.');
  const schema = policyShapes[section]?.[field];
  if (!schema) throw new Error(`no schema of ${key}`);
  const { policy } = messages[language];
  const expected = expectedText(expectationOf(schema), (name, values) => fill(policy[name], values));
  const takes = expected.replace(thisPage, '');
  const example = key in examples ? ` ${words[language].example} \`${JSON.stringify(examples[key])}\`.` : '';
  const cells = [
    `\`${key}\``,
    `${takes}.${example}`,
    `\`${defaultOf(section, field)}\``,
    meaning(key, language),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaultOf(section: string, field: string): string {
  const found = Object.entries(defaultSettings).find(([name]) => name === section)?.[1];
  const value: unknown = typeof found === 'object' ? new Map(Object.entries(found)).get(field) : undefined;
  return JSON.stringify(value);
}

function meaning(key: PolicyKey, language: Language): string {
  const texts = messages[language].settingFields;
  const name = fieldOf[key];
  if (typeof name === 'object') return name[language];
  const gap = '{{time}}';
  const help = fill(texts[`${name}-help`], { gap, gaps: namedGaps });
  const names = key === 'messages.messengers' ? [texts.telegram, texts.whatsapp, texts.max] : [texts[name]];
  return `${names.join(', ')}. ${help}`;
}

export const marks = { begin: '<!-- made by scripts/settingsDocs.ts -->', end: '<!-- end -->' } as const;

/** The page with its tables made anew; the prose around them stays. Errors: throws when the marks are missing. */
export function withTables(page: string, language: Language): string {
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new Error('the page has no place for its tables');
  return `${page.slice(0, begin + marks.begin.length)}\n\n${settingsTables(language)}\n${page.slice(end)}`;
}
