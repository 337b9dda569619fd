/** The call beside the board: its layouts, what goes wrong with its page, and the way from one patient to the next. */
export const call = {
  layout: 'Size of the call',
  'layout-beside': 'Beside the board',
  'layout-fill': 'Fill the window',
  'layout-compact': 'Small window, always on top',
  waiting_one: '{{count}} waits',
  waiting_few: '{{count}} wait',
  waiting_many: '{{count}} wait',
  waiting_other: '{{count}} wait',

  'trouble-slow': 'The call does not load.',
  'trouble-failed': 'The call could not be loaded.',
  'trouble-crashed': 'The page of the call has stopped.',
  'trouble-again': 'Loading it again, try {{number}} of {{most}}…',
  'trouble-stays': 'The visit goes on without you: whoever is in the call stays there.',
  'try-again': 'Try again',
  'open-in-browser': 'Open in the browser',

  'away-tab': 'You are in its call in another tab',
  'away-app': 'You are in its call in the TrueConf app',
  'away-left': 'I have left it',

  'end-and-next': 'End and next',
  'end-and-next-hint': 'End this visit and let in who waits longest',
  moving: 'Going to the next patient…',
  'next-nobody': 'The visit is ended. Nobody else waits.',
  'next-gone': 'The visit is ended. Whoever was to come next does not wait any more.',
  'greeting-typed': 'Typed name',
  'greeting-label': 'Your label',
  'greeting-no-label': 'none',
  'greeting-same': 'The names match.',
  'greeting-unlike': 'The names differ: ask who this is.',
  'greeting-unknown': 'There is no name to compare with.',
  'greeting-done': 'Seen',

  ring: 'TrueConf will ring you',
  'ring-name': 'Join the call: TrueConf will ring you',
  'ring-hint': 'The server rings your TrueConf app. Answer it there.',
  ringing: 'TrueConf is ringing your app. Answer it there.',
  'ring-not':
    'It does not ring? Open the TrueConf app, see that you are signed in there as {{id}}, and press once more.',
  'ring-browser': 'Or enter in the browser',

  'share-title': 'What to show in the call',
  'share-screens': 'Screens',
  'share-windows': 'Windows',
  'share-no-picture': 'No picture',
  'share-text':
    'Everybody in the call sees it, with all that stands on it. Think of the names of other patients.',
  'share-none': 'There is nothing that could be shown.',
  'share-cancel': 'Do not show anything',
  'share-start': 'Show it',

  'close-title': 'Close Visit Desk?',
  'close-in-call': 'You are in a call.',
  'close-waiting': 'Somebody waits for you.',
  'close-alone':
    'You would leave it, and while Visit Desk is closed no patient’s link opens. Visits are not ended by this.',
  'close-alone-waiting':
    'While Visit Desk is closed, nobody can be let in and no patient’s link opens. Visits are not ended by this.',
  'close-clinic': 'You would leave it. Visits are not ended by this and go on at the clinic’s service.',
  'close-clinic-waiting':
    'They go on waiting at the clinic’s service, and nobody lets them in until you are back. Visits are not ended by this.',
  'close-stay': 'Stay',
  'close-yes': 'Close',
};
