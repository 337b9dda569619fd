import type { Clock } from '../../../src/main/ports.ts';

interface Timer {
  readonly at: number;
  readonly task: () => void;
  handle: ReturnType<typeof setTimeout>;
}

/** Time that goes on as always, and leaps when a test says so; what fell due meanwhile happens at the leap, in its order. */
export class DayClock implements Clock {
  #leapMs: number;
  readonly #timers = new Set<Timer>();

  /** `start`: epoch ms of the moment in which the day begins. */
  constructor(start: number) {
    this.#leapMs = start - Date.now();
  }

  now(): number {
    return Date.now() + this.#leapMs;
  }

  after(ms: number, task: () => void): () => void {
    const timer: Timer = { at: this.now() + ms, task, handle: setTimeout(() => this.#fire(timer), ms) };
    this.#timers.add(timer);
    return () => this.#forget(timer);
  }

  leap(ms: number): void {
    this.#leapMs += ms;
    const due = [...this.#timers].filter(({ at }) => at <= this.now()).sort((a, b) => a.at - b.at);
    for (const timer of due) if (this.#timers.has(timer)) this.#fire(timer);
    for (const timer of this.#timers) {
      clearTimeout(timer.handle);
      timer.handle = setTimeout(() => this.#fire(timer), timer.at - this.now());
    }
  }

  #fire(timer: Timer): void {
    this.#forget(timer);
    timer.task();
  }

  #forget(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}
