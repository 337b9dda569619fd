/** What the board says of the day: who has waited for how long, that the doctor is late, and why nothing stands on it. */
export const signals = {
  'waits-5': 'Has waited for more than 5 minutes.',
  'waits-15': 'Has waited for more than 15 minutes.',
  'waits-30': 'Has waited for more than half an hour.',

  late: 'I am late',
  'late-doctor': 'The doctor is late',
  'late-now': 'Late: {{minutes}} min',
  'late-short': '{{minutes}} min',
  'late-title': 'Tell everybody who waits, and whose visit begins in the next three hours.',
  'late-heading': 'How much later will you begin?',
  'late-heading-doctor': 'How much later will the doctor begin?',
  'late-minutes': 'About {{minutes}} minutes later',
  'late-on-time': 'On time again',
  'late-told': 'Told. People who wait: {{waiting}}. Planned visits: {{planned}}.',
  'late-taken-back': 'Taken back.',
  'error-late': 'Nobody could be told of the delay.',
  'visit-late': 'about {{minutes}} min late',

  'none-title': 'Nothing stands on the board today',
  'none-text': 'Press {{make}} for a visit now: its link is copied at once. Press {{plan}} to plan one.',
  'all-done': 'All visits of today are over.',
  'only-planned': 'Nobody needs you now. The next visit: {{when}}.',
};
