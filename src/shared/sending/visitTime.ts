/** When a visit begins, as a patient reads it. */
import type { Language } from '../settings.ts';

/** English here is the clinic's, not America's: the day before the month. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru-RU' };

/**
 * "Thursday 26 November, 14:30 (Moscow Time)": with the zone, because a patient may live in another. `at` in epoch ms;
 * `timeZone`: an IANA name, by default the one of this computer.
 */
export function visitTime(at: number, language: Language, timeZone?: string): string {
  const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = partsOf(at, language, zone, { weekday: 'long', day: 'numeric', month: 'long' });
  const clock = partsOf(at, language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${day.map(({ value }) => value).join('')}, ${clock.map(({ value }) => value).join('')} (${zoneOf(at, language, zone)})`;
}

function partsOf(
  at: number,
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): readonly Intl.DateTimeFormatPart[] {
  return new Intl.DateTimeFormat(locales[language], { ...options, timeZone }).formatToParts(at);
}

/** The zones of Russia, whose hours everybody there counts from Moscow's. */
const russian = new Set(
  [
    ...['Moscow', 'Kaliningrad', 'Samara', 'Volgograd', 'Saratov', 'Ulyanovsk', 'Astrakhan', 'Kirov'],
    ...['Simferopol'],
  ]
    .map((city) => `Europe/${city}`)
    .concat(
      [
        ...['Yekaterinburg', 'Omsk', 'Novosibirsk', 'Barnaul', 'Tomsk', 'Novokuznetsk', 'Krasnoyarsk'],
        ...['Irkutsk', 'Chita', 'Yakutsk', 'Khandyga', 'Vladivostok', 'Ust-Nera', 'Magadan', 'Sakhalin'],
        ...['Srednekolymsk', 'Kamchatka', 'Anadyr'],
      ].map((city) => `Asia/${city}`),
    ),
);
const moscowHours = 3;

/** Browsers know few zones by a Russian name: they say "GMT+05:00" or "Yekaterinburg" where people say "МСК+2". */
function zoneOf(at: number, language: Language, zone: string): string {
  const named = (timeZoneName: 'shortOffset' | 'shortGeneric' | 'long'): string =>
    partsOf(at, language, zone, { timeZoneName }).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  if (language !== 'ru') return named('shortGeneric');
  const offset = /^GMT([+-]\d+)$/.exec(named('shortOffset'));
  if (!russian.has(zone) || !offset) return named('long');
  const hours = Number(offset[1]) - moscowHours;
  if (hours === 0) return 'МСК';
  return hours > 0 ? `МСК+${hours}` : `МСК−${-hours}`;
}
