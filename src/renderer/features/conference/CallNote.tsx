import { useCallback, useEffect, useState } from 'react';

const staysMs = 10_000;

interface Note {
  readonly text: string;
}

/** A short word about calls that goes by itself. */
export function useNote(): { readonly note: string; readonly say: (text: string) => void } {
  const [note, setNote] = useState<Note | null>(null);
  useEffect(() => {
    if (note === null) return undefined;
    const timer = setTimeout(() => setNote(null), staysMs);
    return () => clearTimeout(timer);
  }, [note]);
  // An object each time: the same word said again stays as long again.
  const say = useCallback((text: string) => setNote({ text }), []);
  return { note: note?.text ?? '', say };
}

/** Always there, because a screen reader tells only what comes into a region that it knows. */
export function CallNote({ text }: { readonly text: string }) {
  return (
    <p className="call-note" role="status">
      {text}
    </p>
  );
}
