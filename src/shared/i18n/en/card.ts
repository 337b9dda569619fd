/** A card: the right patient, the doctor's note, who did not come, a visit again, and taking back. */
export const card = {
  'other-label': 'The label says',
  'let-in-question': 'The name is not the one of the label. Is this the right person?',
  'let-in-yes': 'Let in all the same',
  'let-in-no': 'Not yet',
  'let-in-several_one': '{{count}} of them has another name than the label: {{names}}.',
  'let-in-several_few': '{{count}} of them have other names than their labels: {{names}}.',
  'let-in-several_many': '{{count}} of them have other names than their labels: {{names}}.',
  'let-in-several_other': '{{count}} of them have other names than their labels: {{names}}.',
  'let-in-others': 'Only the others',

  identity: 'Identified',
  'identity-known': 'Known',
  'identity-document': 'Document shown',
  'identity-not': 'Not',
  'identified-known': 'Identified: known to the doctor',
  'identified-document': 'Identified: document shown',
  'identified-not': 'Not identified',

  note: 'Note',
  'note-add': 'Write a note for yourself…',
  'note-hint': 'Only the doctor sees it: not reception, and not the patient.',
  'note-lost': 'A note was not saved.',
  'note-not-saved': 'The note is not saved. {{why}}',

  'card-menu': 'Actions with this visit',
  'no-show': 'Did not come',
  again: 'Again',
  'again-hint': 'A new visit with the same label; its link is copied.',

  'end-waiting': 'In the waiting room: {{names}}.',
  'end-going-in': 'On the way into the call: {{names}}.',
  'end-lost': 'Connection lost: {{names}}.',

  undo: 'Undo',
  'undo-failed': 'It could not be taken back.',
  'undo-declined': 'Declined.',
  'undo-told': 'Told to who waits.',
  'undo-label': 'The label is changed.',
  'undo-identified': 'Identity noted.',
  'undo-cancelled': 'The planned visit is cancelled.',
  'undo-moved': 'The visit is moved.',
};
