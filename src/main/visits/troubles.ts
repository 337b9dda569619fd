/** What the server last refused, kept in memory: the store keeps a code only, the sentence needs its details. */
import type { AppError } from '../../shared/errors.ts';

export interface Troubles {
  /** Why a visit failed, is still not closed, or last kept somebody out. */
  of(visitId: string): AppError | undefined;
  set(visitId: string, error: AppError | undefined): void;
  /** What the server last said in the background; `null` when it answers. */
  server(): AppError | null;
  setServer(error: AppError | null): void;
  /** Called when `server` changes. Returns a function that ends the subscription. */
  onServer(listener: (error: AppError | null) => void): () => void;
}

export function createTroubles(): Troubles {
  const visits = new Map<string, AppError>();
  const listeners = new Set<(error: AppError | null) => void>();
  let server: AppError | null = null;
  return {
    of: (visitId) => visits.get(visitId),
    set(visitId, error) {
      if (error) visits.set(visitId, error);
      else visits.delete(visitId);
    },
    server: () => server,
    setServer(error) {
      if (error?.code === server?.code) return;
      server = error;
      for (const listener of listeners) listener(error);
    },
    onServer(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
