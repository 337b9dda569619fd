/** What the board says of the day: who has waited for how long, that the doctor is late, and why nothing stands on it. */
export const signals = {
  'waits-5': 'Ждёт больше 5 минут.',
  'waits-15': 'Ждёт больше 15 минут.',
  'waits-30': 'Ждёт больше получаса.',

  late: 'Я опаздываю',
  'late-doctor': 'Врач опаздывает',
  'late-now': 'Опоздание: {{minutes}} мин',
  'late-short': '{{minutes}} мин',
  'late-title': 'Сообщить всем, кто ждёт, и тем, чей приём начнётся в ближайшие три часа.',
  'late-heading': 'На сколько позже вы начнёте?',
  'late-heading-doctor': 'На сколько позже врач начнёт?',
  'late-minutes': 'Примерно на {{minutes}} минут',
  'late-on-time': 'Снова по расписанию',
  'late-told': 'Сообщили. Ожидающих: {{waiting}}. Запланированных приёмов: {{planned}}.',
  'late-taken-back': 'Сообщение отозвано.',
  'error-late': 'Не удалось сообщить об опоздании.',
  'visit-late': 'позже примерно на {{minutes}} мин',

  'none-title': 'На сегодня приёмов нет',
  'none-text': 'Нажмите {{make}}, чтобы начать приём: ссылка сразу скопируется. {{plan}} — запланировать.',
  'all-done': 'Все приёмы на сегодня завершены.',
  'only-planned': 'Сейчас вас никто не ждёт. Следующий приём: {{when}}.',
};
