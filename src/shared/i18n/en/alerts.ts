/** Sound, notices, the badge, and who can read names over the doctor's shoulder. */
export const alerts = {
  title: 'Alerts and privacy',
  'title-muted': 'Alerts and privacy. Sound is off',
  'title-silent': 'Alerts and privacy. Silent hours',
  'title-blocked': 'Alerts and privacy. Sound waits for a click',
  close: 'Close',

  sound: 'Sound when somebody comes',
  'sound-hint': 'A soft chime, at most three times, until you look at the desk.',
  'sound-none':
    'This browser plays no sound. Perhaps this computer has no loudspeaker, or another program holds it.',
  'sound-blocked': 'Sound is off until you click once.',
  'sound-unlock': 'Turn on',
  'sound-test': 'Play it now',
  'sound-played': 'Played. If you heard nothing, look at the volume of this computer.',

  notices: 'Notices of this computer',
  'notices-hint': 'Shown while you look at something else; a click brings the patient’s card.',
  'notices-ask': 'Your browser will ask you to allow them.',
  'notices-denied':
    'Your browser does not let this page show notices. To allow them, open the sign to the left of the address, choose “Notifications: allow”, and come back here.',
  'notices-none':
    'There are no notices here: this browser has none, or the desk was not opened by a secure address (https). Sound and the number on the tab work.',
  'notices-none-desktop': 'This computer shows no notices. Sound and the number on the icon work.',

  privacy: 'Privacy mode: initials only',
  'privacy-hint':
    'On the board and in notices there are initials in the place of names. A press on the initials shows the names of that card until you leave it.',
  'privacy-off-note': 'Without it notices bear the patient’s name, as the board does.',
  reveal: 'Show the name',
  'reveal-of': '{{initials}} Show the name',

  'silent-hours': 'Silent hours',
  'silent-hours-hint': 'No sound and no notices. The number of those who wait stays in sight.',
  'silent-from': 'From',
  'silent-to': 'To',
  'silent-alike': 'They begin and end at the same time, so there are none.',
  'silent-now': 'It is quiet now.',

  awake: 'While somebody waits, has the page open or is in the call, the screen of this computer stays on.',
  'awake-none': 'This browser cannot keep the screen on, or not for this page (https is needed).',

  'kept-here': 'These choices are for this computer, whoever works at it.',

  'sound-is-on': 'Sound is on',
  'sound-is-off': 'Sound is off',
  'privacy-is-on': 'Privacy mode: initials only',
  'privacy-is-off': 'Privacy mode is off: names are shown',

  'notice-waiting': 'Somebody is waiting',
  'notice-straight': 'Somebody is going into the call',
  'notice-call-me': 'Please call back',
  'notice-call-me-unnamed': 'Somebody who cannot get in asks to be called',
  'notice-several': 'Patients want you',
  'notice-waiting-count_one': '{{count}} is waiting',
  'notice-waiting-count_few': '{{count}} are waiting',
  'notice-waiting-count_many': '{{count}} are waiting',
  'notice-waiting-count_other': '{{count}} are waiting',
  'notice-calls-count_one': '{{count}} asks to be called',
  'notice-calls-count_few': '{{count}} ask to be called',
  'notice-calls-count_many': '{{count}} ask to be called',
  'notice-calls-count_other': '{{count}} ask to be called',
  'notice-straight-count_one': '{{count}} is going in',
  'notice-straight-count_few': '{{count}} are going in',
  'notice-straight-count_many': '{{count}} are going in',
  'notice-straight-count_other': '{{count}} are going in',
};
