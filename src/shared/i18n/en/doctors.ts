/** Several doctors at one PC: the switch in the header, the list on the settings screen. */
export const doctors = {
  'switch-name': 'Doctor at this PC: {{name}}. Switch',
  'works-here': 'Works at this PC now',
  'switch-to': 'Switch to {{name}}',
  switched: '{{name}} works at this PC now.',
  'not-switched': 'The doctor was not switched',
  'sign-out': 'Sign out of TrueConf',
  'not-signed-out': 'Not signed out of TrueConf',
  'signed-out': '{{name}} is signed out of TrueConf at this PC.',
  'must-sign-in':
    'Sign in to TrueConf once before the first patient: make a visit, press “{{join}}” and sign in beside the board. TrueConf then keeps you signed in on this PC.',
  'leave-title': 'Leave the call?',
  'leave-text': 'You are in a call. It is left before {{name}} works here; who is in it stays in it.',
  'leave-yes': 'Leave and switch',

  list: 'Doctors',
  'list-hint':
    'Each doctor has an own board and an own sign-in to TrueConf; a switch in the header changes who works here. There is no password in between: whoever can use this PC can open both boards.',
  'one-hint': 'Several doctors can share this PC, each with an own board.',
  'doctor-number': 'Doctor {{number}}',
  'trueconf-id': 'TrueConf ID',
  name: 'Name of the doctor',
  add: 'Add a doctor',
  remove: 'Remove {{name}}',
  'remove-nobody': 'Remove doctor {{number}}',
  'remove-locked': 'This TrueConf ID is set by IT; this doctor cannot be removed.',
  check: 'Check the TrueConf IDs',
  checking: 'Checking…',
  'found-named': 'TrueConf knows this ID: {{name}}',
  found: 'TrueConf knows this ID.',
  'not-told': 'Could not be told: {{why}}',
  'problem-required': 'Fill in the TrueConf ID, or remove this doctor.',
  'problem-trueconf-id': 'A TrueConf ID has no spaces and none of / \\ ? # %.',
  'problem-twice': 'This TrueConf ID stands in the list already.',

  'visits-title': 'These doctors have visits',
  'visits-text':
    'They are removed from the list, but their visits go on. Until a visit ends, it stands on the board of whoever works here.',
  'visits-yes': 'Remove all the same',
  'visit-of': '{{doctor}}: {{visit}}',
  'visit-unnamed': 'visit of {{time}}',
} as const;
