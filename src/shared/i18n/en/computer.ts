/** Of the desktop: what this computer lets it do, how it is started, and newer versions. */
export const computer = {
  'link-new': 'A new visit was asked for. Nothing is made yet: press “New visit” when you are ready.',
  'link-seen': 'Got it',
  'link-gone': 'The visit of this address is not on the board',
  'link-gone-text': 'It may have ended: look for it in the history. Or it is another doctor’s.',

  'camera-denied': 'This computer does not let Visit Desk use the camera: patients will not see you.',
  'camera-restricted':
    'Whoever runs this computer has forbidden the camera: patients will not see you. Ask IT.',
  'microphone-denied':
    'This computer does not let Visit Desk use the microphone: patients will not hear you.',
  'microphone-restricted':
    'Whoever runs this computer has forbidden the microphone: patients will not hear you. Ask IT.',
  'media-how': 'Allow it in the system’s settings, then enter the call again.',
  'media-settings': 'Open the system’s settings',

  'panel-title': 'This computer',
  autostart: 'Start with the computer, hidden',
  'autostart-help':
    'So that patients’ links open all day. Where there is an icon beside the clock, a closed window goes back there; “Quit” is in the icon’s menu.',
  'autostart-help-service':
    'So that you hear of whoever comes. Where there is an icon beside the clock, a closed window goes back there; “Quit” is in the icon’s menu.',
  'autostart-none': 'Only the installed app can be started with the computer.',
  'autostart-failed': 'This computer did not take it',

  'update-check': 'Look for newer versions',
  'update-check-failed': 'This could not be saved',
  'update-locked': 'Your IT has decided this.',
  'update-look': 'Look now',
  'update-off': 'Newer versions are not looked for here.',
  'update-unknown': 'It is not known whether there is a newer version.',
  'update-later': 'It is looked for when nobody waits, is in a call or has a link of today.',
  'update-none': 'This is the newest version.',
  'update-fetching': 'Version {{version}} is being fetched…',
  'update-ready': 'Version {{version}} is here.',
  'update-ready-banner': 'Version {{version}} of Visit Desk is here. It can be installed when you close it.',
  'update-chosen': 'Version {{version}} is installed when you close Visit Desk.',
  'update-install': 'Install when closed',
  'update-keep': 'Not this time',
} as const satisfies Readonly<Record<string, string>>;
