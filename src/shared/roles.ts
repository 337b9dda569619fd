/** What somebody who signs in to the clinic's service is there for. */
export const roles = ['doctor', 'reception', 'administrator'] as const;
export type Role = (typeof roles)[number];
