/** Types of Electron's events, for `port.ts`. */

type UnionToIntersection<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void
  ? I
  : never;
type Listener<Args> = Args extends unknown[] ? (...args: Args) => void : never;
/** `on` for a map of event names to the arguments of their listeners. */
export type On<M> = UnionToIntersection<
  { [K in keyof M]: (event: K, listener: Listener<M[K]>) => unknown }[keyof M]
>;
