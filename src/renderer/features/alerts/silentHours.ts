/** Hours in which the desk makes no sound and no notice. Pure. */

export interface SilentHours {
  readonly on: boolean;
  /** `HH:MM` of this computer's clock, both. The end does not belong to them. */
  readonly from: string;
  readonly to: string;
}

const minuteOf = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));

/** Hours that end before they begin cross midnight; those that begin and end alike are none. */
export function isSilent({ on, from, to }: SilentHours, now: Date): boolean {
  if (!on) return false;
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  const minute = now.getHours() * 60 + now.getMinutes();
  return begin <= end ? minute >= begin && minute < end : minute >= begin || minute < end;
}
