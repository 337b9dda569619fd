/** A card: the right patient, the doctor's note, who did not come, a visit again, and taking back. */
export const card = {
  'other-label': 'Подпись:',
  'let-in-question': 'Имя не такое, как в подписи. Это тот пациент?',
  'let-in-yes': 'Всё равно впустить',
  'let-in-no': 'Пока нет',
  'let-in-several_one': 'У {{count}} из них имя не такое, как в подписи: {{names}}.',
  'let-in-several_few': 'У {{count}} из них имена не такие, как в подписи: {{names}}.',
  'let-in-several_many': 'У {{count}} из них имена не такие, как в подписи: {{names}}.',
  'let-in-several_other': 'У {{count}} из них имена не такие, как в подписи: {{names}}.',
  'let-in-others': 'Только остальных',

  identity: 'Личность',
  'identity-known': 'Знаю',
  'identity-document': 'Документ',
  'identity-not': 'Неизвестна',
  'identified-known': 'Личность: врач знает пациента',
  'identified-document': 'Личность: показан документ',
  'identified-not': 'Личность неизвестна',

  note: 'Заметка',
  'note-add': 'Написать заметку для себя…',
  'note-hint': 'Её видит только врач: ни регистратура, ни пациент не увидят.',
  'note-lost': 'Одна заметка не сохранена.',
  'note-not-saved': 'Заметка не сохранена. {{why}}',

  'card-menu': 'Действия с приёмом',
  'no-show': 'Не пришёл',
  again: 'Ещё раз',
  'again-hint': 'Новый приём с той же подписью; ссылка сразу копируется.',

  'end-waiting': 'В комнате ожидания: {{names}}.',
  'end-going-in': 'На пути в звонок: {{names}}.',
  'end-lost': 'Связь прервалась: {{names}}.',

  undo: 'Вернуть',
  'undo-failed': 'Вернуть не удалось.',
  'undo-declined': 'Отказано.',
  'undo-told': 'Сообщение отправлено.',
  'undo-label': 'Подпись изменена.',
  'undo-identified': 'Отмечено.',
  'undo-cancelled': 'Запланированный приём отменён.',
  'undo-moved': 'Приём перенесён.',
};
