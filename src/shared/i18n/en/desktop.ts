/** What the desktop says outside of its page: boxes, and the menu of the icon beside the clock. */
export const desktop = {
  'close-links_one': 'Patients have the link of {{count}} visit.',
  'close-links_few': 'Patients have the links of {{count}} visits.',
  'close-links_many': 'Patients have the links of {{count}} visits.',
  'close-links_other': 'Patients have the links of {{count}} visits.',

  'tray-open': 'Open Visit Desk',
  'tray-new': 'New visit…',
  'tray-quit': 'Quit',

  'switch-refused':
    'Visit Desk does not start with {{switch}}: by this another program could read what stands on the board. Start it without.',

  'crash-title': 'The window of Visit Desk has stopped',
  'crash-message': 'The window of Visit Desk has stopped several times.',
  'crash-detail':
    'Visits are not ended by this, and calls of patients go on. Load the window again; if that does not help, quit Visit Desk and start it anew, and tell IT.',
  'crash-again': 'Load again',
  'crash-quit': 'Quit',
} as const satisfies Readonly<Record<string, string>>;
