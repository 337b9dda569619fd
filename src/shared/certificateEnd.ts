/** How near the end of a certificate is, in the steps in which people are warned. Pure. */

/** trusted: the one certificate that was trusted for the server. authority: of the CA file. page: the patient's page. */
export const watchedCertificates = ['server', 'trusted', 'authority', 'page'] as const;
export type WatchedCertificate = (typeof watchedCertificates)[number];

/** 30, 14 and 7 days before the end, and after it. */
export const endLevels = ['days-30', 'days-14', 'days-7', 'ended'] as const;
export type EndLevel = (typeof endLevels)[number];

const dayMs = 86_400_000;

const steps = [
  ['days-7', 7],
  ['days-14', 14],
  ['days-30', 30],
] as const satisfies readonly (readonly [EndLevel, number])[];

/** `validTo`: its last moment; both epoch ms. `null`: the end is farther away than 30 days. */
export function endLevel(validTo: number, now: number): EndLevel | null {
  if (validTo < now) return 'ended';
  const [level] = steps.find(([, days]) => validTo - now <= days * dayMs) ?? [null];
  return level;
}

/** Whole days that are left; 0 on the last one and after it. */
export const daysLeft = (validTo: number, now: number): number =>
  Math.max(0, Math.floor((validTo - now) / dayMs));
