/** The message of a link as somebody has changed it for this once. */
import { useState } from 'react';
import type { Language } from '../../../shared/settings.ts';

interface Typed {
  readonly text: string;
  /** The message and the link when typing began. */
  readonly message: string;
  readonly link: string;
}

export interface Edited {
  readonly text: string;
  /** Somebody has changed it. */
  readonly isChanged: boolean;
  /** What it was made of has changed since: it may say another time, or the link of before. */
  readonly isOld: boolean;
  /** The link was renewed and is not in it: nobody could come in by this text. It is not handed out. */
  readonly isHeld: boolean;
  readonly change: (text: string) => void;
  /** Forgets what was typed, so that the text follows the visit again. */
  readonly reset: () => void;
}

/** What is typed counts for its language. `message`: as it reads now, with `link` in it. */
export function useEdited(language: Language, message: string, link: string): Edited {
  const [all, setAll] = useState<Readonly<Partial<Record<Language, Typed>>>>({});
  const typed = all[language];
  const set = (next: Typed | undefined): void =>
    setAll(({ [language]: _former, ...others }) => (next ? { ...others, [language]: next } : others));
  return {
    text: typed?.text ?? message,
    isChanged: typed !== undefined,
    isOld: typed !== undefined && typed.message !== message,
    isHeld: typed !== undefined && typed.link !== link && !typed.text.includes(link),
    change: (text) => set(text === message ? undefined : { message, link, ...typed, text }),
    reset: () => set(undefined),
  };
}
