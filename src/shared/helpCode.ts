/**
 * The help code: six characters that a patient reads out on the telephone. They find the visit on the board and open
 * nothing. Letters that look alike in Latin and Cyrillic, and digits that no letter looks like.
 */
export const helpAlphabet = 'ABCEHKMPTXY2456789';
export const helpCodeLength = 6;
