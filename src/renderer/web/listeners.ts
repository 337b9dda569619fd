/** Who listens to which event of the core. */
import type { EventChannel } from '../../shared/ipc/channels.ts';
import type { EventPayload } from '../../shared/ipc/contract.ts';
import { isPayload } from '../../shared/deskLine/frames.ts';

type Listener = (payload: unknown) => void;

export class Listeners {
  readonly #listeners = new Map<EventChannel, Set<Listener>>();

  tell(event: EventChannel, payload: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload);
  }

  /** Returns a function that ends the subscription. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventPayload<C>) => void): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set<Listener>();
    this.#listeners.set(channel, listeners);
    const checked: Listener = (payload) => {
      if (isPayload<EventPayload<C>>(payload)) listener(payload);
    };
    listeners.add(checked);
    return () => listeners.delete(checked);
  }
}
