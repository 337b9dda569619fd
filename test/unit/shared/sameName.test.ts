/** The guard against the wrong patient: how differently one name may be written, and what is another name. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareNames, nameDifference, type NamePart } from '../../../src/shared/sameName.ts';

const same: readonly (readonly [why: string, typed: string, label: string])[] = [
  ['as it is', 'Анна Смирнова', 'Анна Смирнова'],
  ['case', 'АННА смирнова', 'Анна Смирнова'],
  ['order', 'Смирнова Анна', 'Анна Смирнова'],
  ['ё', 'Семенов Петр', 'Пётр Семёнов'],
  ['ё of two signs', 'Семе\u0308нов', 'Семёнов'],
  ['й of two signs', 'Андреи\u0306 Бойко', 'Андрей Бойко'],
  ['points and commas', 'смирнова,анна.', 'Смирнова Анна'],
  ['a hyphen', 'Салтыков-Щедрин Михаил', 'Михаил Салтыков Щедрин'],
  ['an apostrophe', 'Оконнор Мэри', "Мэри О'Коннор"],
  ['no patronymic', 'Анна Смирнова', 'Смирнова Анна Павловна'],
  ['a patronymic that the label has not', 'Анна Павловна Смирнова', 'Смирнова Анна'],
  ['initials', 'Anna Smirnova', 'Smirnova A. P.'],
  ['initials without a space', 'Анна Павловна Смирнова', 'Смирнова А.П.'],
  ['initials without points', 'Анна Смирнова', 'Смирнова АП'],
  ['initials before the name', 'Анна Смирнова', 'А. П. Смирнова'],
  ['initials only', 'Анна Павловна Смирнова', 'А. П.'],
  ['initials only, of both', 'А. П.', 'П.А.'],
  ['a Latin initial of two letters', 'Юлия Петрова', 'Petrova Yu.'],
  ['initials in another alphabet', 'Shamil Ivanov', 'Иванов Ш.'],
  ['a first name alone', 'Анна', 'Анна Смирнова'],
  ['a surname alone', 'Смирнова', 'Смирнова Анна'],
  ['remarks of the doctor', 'Анна Смирнова', 'Смирнова А. П., колено, повторно'],
  ['remarks in brackets', 'Иван Петров', 'Петров (колено)'],
  ['the hour', 'Иван Петров', '14:30 Петров'],
  ['a title', 'Mr John Smith', 'Smith John'],
  ['a relation and a name', 'Eva', 'Daughter Eva'],
  ['without a space', 'annasmirnova', 'Смирнова Анна'],
  ['a Latin letter among Cyrillic ones', 'Cмирнова Aнна', 'Смирнова Анна'],
  ['double letters', 'Филип Анатольевич', 'Филипп Анатольевич'],
  ['accents', 'Jose Nunez', 'José Núñez'],
  ['German letters', 'Müller', 'Мюллер'],
  ['German letters written out', 'Mueller', 'Müller'],
  ['an alphabet that is not transliterated', '李 明', '明 李'],
];

/** By ICAO, GOST, ISO 9, BGN, German and Polish habit, and as people write themselves. */
const transliterated: Readonly<Record<string, string>> = {
  'Сергей Щербаков': 'Sergei Shcherbakov|Sergey Scherbakov|Sergej Ŝerbakov|Serguei Sherbakov',
  'Юлия Кузнецова': 'Iuliia Kuznetsova|Yulia Kuznetsova|Julia Kuznecova|Yuliya Kuznetzova|Julija Kuznecova',
  'Евгений Хрущёв': 'Evgenii Khrushchev|Yevgeny Khrushchyov|Jewgenij Chruschtschew|Evgeniy Hruschev',
  'Наталья Жукова': 'Natalia Zhukova|Natalya Zhukova|Natalja Jukova|Natal’ia Žukova|Nataliya Zhukova',
  'Александр Чехов': 'Aleksandr Chekhov|Alexander Chekhov|Alexandr Čehov|Alexander Tschechow',
  'Пётр Соловьёв': 'Petr Solovev|Pyotr Solovyov|Peter Soloviev|Piotr Solov’ev|Petr Solovyev',
  'Ксения Цветаева': 'Kseniia Tsvetaeva|Xenia Tsvetayeva|Ksenia Cvetaeva|Kseniya Tzvetaeva',
  'Дмитрий Хабибуллин': 'Dmitrii Khabibullin|Dmitry Habibulin|Dmitriy Xabibullin|Dmitrij Chabibullin',
  'Илья Быков': "Ilia Bykov|Ilya Bykov|Il'ja Bykov|Iliya Bikov",
  'Яна Эйдельман': 'Iana Eidelman|Yana Eydelman|Jana Ejdelman',
  'Ольга Ёлкина': 'Olga Elkina|Olga Yolkina|Ol’ga Elkina',
  'Любовь Подъячева': 'Liubov Podiacheva|Lyubov Podyacheva|Lubov Podyacheva|Ljubov’ Pod”jačeva',
  'Григорий Гнатюк': 'Hryhoriy Hnatyuk|Grigorii Gnatiuk|Hryhorij Hnatjuk',
  'Джамиля Рахманинова': 'Dzhamilia Rakhmaninova|Jamilya Rachmaninova|Djamilia Rahmaninova',
};

const unlike: readonly (readonly [why: string, typed: string, label: string])[] = [
  ['another surname', 'Анна Петрова', 'Анна Смирнова'],
  ['another first name', 'Ольга Смирнова', 'Анна Смирнова'],
  ['a husband', 'Смирнов', 'Смирнова'],
  ['another patronymic', 'Смирнова Анна Павловна', 'Смирнова Анна Петровна'],
  ['another initial', 'Анна Павловна Смирнова', 'Смирнова А. В.'],
  ['initials of another', 'А. В.', 'Анна Павловна Смирнова'],
  ['only an initial in common', 'Алексей Петров', 'Смирнова А.'],
  ['one letter, of the first name', 'А', 'Анна Петрова'],
  ['one letter, of the surname', 'С', 'Смирнова'],
  ['one letter and a point', 'Анна', 'А.'],
  ['one letter and itself', 'А', 'А.'],
  ['two initials and one word', 'А. П.', 'Анна'],
  ['one letter', 'Попов', 'Котов'],
  ['a name within another', 'Иван', 'Иванов'],
  ['another first name in another alphabet', 'Olga Smirnova', 'Смирнова Анна'],
  ['a relation that was typed', 'Мама', 'Смирнова Анна'],
  ['another than the one in a relation', 'Ольга', 'дочь Ева'],
];

const unknown: readonly (readonly [typed: string, label: string])[] = [
  ['', 'Смирнова'],
  ['Смирнова', ''],
  ['Анна', '14:30'],
  ['Анна', '(повторно)'],
  ['Пётр', 'Переводчик'],
  ['Eva', 'daughter, 2'],
  ['Ева', 'Законный представитель, тётя'],
  ['...', 'Анна'],
];

const alike = Object.entries(transliterated).flatMap(([label, ways]) =>
  ways.split('|').map((typed) => [label, typed, label] as const),
);

describe('the typed name and the label', () => {
  test.each([...same, ...alike])('same: %s: %s / %s', (_why, typed, label) => {
    expect([compareNames(typed, label), compareNames(label, typed)]).toEqual(['same', 'same']);
  });
  test.each(unlike)('unlike: %s: %s / %s', (_why, typed, label) => {
    expect(compareNames(typed, label)).toBe('unlike');
  });
  test.each(unknown)('unknown: "%s" / "%s"', (typed, label) => {
    expect(compareNames(typed, label)).toBe('unknown');
  });
  test('no two of these people are the same, in whatever alphabet', () => {
    const names = Object.keys(transliterated);
    const mistaken = names.flatMap((label) =>
      names
        .filter((other) => other !== label)
        .flatMap((other) => [other, ...(transliterated[other]?.split('|') ?? [])])
        .filter((typed) => compareNames(typed, label) !== 'unlike'),
    );
    expect(mistaken).toEqual([]);
  });
});

/** No word that says who somebody is begins with щ: those are left out of a label. */
const whole = fc
  .string({ unit: fc.constantFrom(...'абвгдежиклмнопрстуфхцчшщыьэюя'), minLength: 2, maxLength: 10 })
  .map((letters) => `щ${letters}`);
const someWords = fc.array(whole, { minLength: 1, maxLength: 4 });

describe('of any words', () => {
  test('a name is the same in any order and case', () => {
    const shuffled = someWords.chain((words) =>
      fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length })),
    );
    fc.assert(
      fc.property(shuffled, ([words, others]) => {
        fc.pre(compareNames(words.join(' '), words.join(' ')) !== 'unknown');
        expect(compareNames(others.join(' ').toUpperCase(), words.join(', '))).toBe('same');
      }),
    );
  });
  test('which of the two was typed makes no difference, and nothing that is typed breaks it', () => {
    const any = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      someWords.map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(any, any, (one, other) => {
        expect(compareNames(one, other)).toBe(compareNames(other, one));
        const { typed, label } = nameDifference(one, other);
        expect([textOf(typed), textOf(label)]).toEqual([one, other]);
      }),
    );
  });
});

const textOf = (parts: readonly NamePart[]): string => parts.map(({ text }) => text).join('');
const marked = (parts: readonly NamePart[]): string =>
  parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

test.each([
  ['Анна Петрова', 'Смирнова Анна', 'Анна [Петрова]', '[Смирнова] Анна'],
  ['Anna Petrova, 3', 'Смирнова А. П.', '[Anna] [Petrova], 3', '[Смирнова] [А.] [П.]'],
  ['Анна Павловна Смирнова', 'Смирнова А. В.', 'Анна [Павловна] Смирнова', 'Смирнова А. [В.]'],
  ['Олег', 'Анна (колено)', '[Олег]', '[Анна] (колено)'],
])('the difference of %s and %s is marked', (typed, label, typedParts, labelParts) => {
  const difference = nameDifference(typed, label);
  expect([marked(difference.typed), marked(difference.label)]).toEqual([typedParts, labelParts]);
});
