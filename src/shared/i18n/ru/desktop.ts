import type { Messages } from '../messages.ts';

/** Что программа говорит вне своей страницы: вопросы системы и меню значка у часов. */
export const desktop: Messages['desktop'] = {
  'close-links_one': 'У пациентов есть ссылка {{count}} приёма.',
  'close-links_few': 'У пациентов есть ссылки {{count}} приёмов.',
  'close-links_many': 'У пациентов есть ссылки {{count}} приёмов.',
  'close-links_other': 'У пациентов есть ссылки {{count}} приёмов.',

  'tray-open': 'Открыть Visit Desk',
  'tray-new': 'Новый приём…',
  'tray-quit': 'Выйти',

  'switch-refused':
    'Visit Desk не запускается с {{switch}}: так другая программа могла бы прочитать то, что на доске. Запустите его без этого параметра.',

  'crash-title': 'Окно Visit Desk перестало работать',
  'crash-message': 'Окно Visit Desk перестало работать несколько раз подряд.',
  'crash-detail':
    'Приёмы при этом не завершаются, звонки пациентов продолжаются. Загрузите окно снова; если не поможет, выйдите из Visit Desk, запустите его заново и сообщите ИТ-службе.',
  'crash-again': 'Загрузить снова',
  'crash-quit': 'Выйти',
};
