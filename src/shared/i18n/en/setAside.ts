/** On the board: the stored settings could not be used as they were. */
export const setAside = {
  damaged: 'The settings file was damaged.',
  newer: 'The settings file was written by a newer Visit Desk.',
  kept: 'It is kept as {{file}}.',
  'not-kept': 'It could not be set aside; check the rights of the data folder.',
  'used-last-good': 'The last good settings are in use.',
  'used-salvaged': 'What could be read of it is in use, and defaults for the rest.',
  'used-defaults': 'The defaults are in use.',
  look: 'Look through Settings',
} as const;
