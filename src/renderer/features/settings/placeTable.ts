import type { Section } from './fieldTable.ts';

/** What is no field and can be looked for all the same. */
export const placeTable = {
  test: { in: 'server', words: 'check connection diagnose проверка связь' },
  erase: { in: 'privacy', words: 'delete remove history удалить история' },
  forget: { in: 'privacy', words: 'delete secret key vault удалить секрет хранилище' },
  veil: { in: 'privacy', words: 'names hide screen имена скрыть экран' },
  accounts: {
    in: 'people',
    words: 'users login role site reception password пользователи роли площадки пароль',
  },
  diagnosis: {
    in: 'diagnostics',
    words: 'log bundle support check test left conferences журнал отчёт проверка забытые конференции',
  },
  service: { in: 'app', words: 'clinic server desk url сервис клиника адрес' },
} as const satisfies Readonly<Record<string, { readonly in: Section; readonly words: string }>>;
export type PlaceName = keyof typeof placeTable;

const isPlaceName = (key: string): key is PlaceName => Object.hasOwn(placeTable, key);
export const placeNames: readonly PlaceName[] = Object.keys(placeTable).filter(isPlaceName);
