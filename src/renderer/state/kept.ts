/**
 * What this browser keeps for the desk. Where it keeps nothing (site data are blocked, the disk is full) a value lives as
 * long as the page: no choice is worth a blank desk.
 */
export type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** `place` itself throws where site data are blocked, so it is asked for at each use. */
export function keptIn(place: () => Kept): Kept {
  const unkept = new Map<string, string>();
  return {
    getItem(key) {
      const value = unkept.get(key);
      if (value !== undefined) return value;
      try {
        return place().getItem(key);
      } catch {
        return null;
      }
    },
    setItem(key, value) {
      try {
        place().setItem(key, value);
        unkept.delete(key);
      } catch {
        unkept.set(key, value);
      }
    },
    removeItem(key) {
      unkept.delete(key);
      try {
        place().removeItem(key);
      } catch {
        // Nothing is kept there.
      }
    },
  };
}

/** In this browser, for all tabs. */
export const keptHere = keptIn(() => localStorage);
/** In this tab, over a reload. */
export const keptInTab = keptIn(() => sessionStorage);
