/** The three steps in pictures, drawn in lines: they print well in black on any printer. */
import type { ReactNode } from 'react';

interface PictureProps {
  readonly lines: string;
  /** What is filled. */
  readonly solid: string;
}

function Picture({ lines, solid }: PictureProps) {
  return (
    <svg className="slip-picture" viewBox="0 0 96 96" aria-hidden="true" focusable="false">
      <path d={solid} fill="currentColor" />
      <path
        d={lines}
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A phone before a code. */
const scan: PictureProps = {
  lines:
    'M30 8h36a6 6 0 0 1 6 6v68a6 6 0 0 1-6 6H30a6 6 0 0 1-6-6V14a6 6 0 0 1 6-6zM44 81h8M32 30v-8h8M64 30v-8h-8M32 62v8h8M64 62v8h-8',
  solid:
    'M36 30h10v10H36zM50 30h10v10H50zM36 50h10v10H36zM50 45h4v4h-4zM56 50h4v5h-4zM50 56h4v4h-4zM42 43h4v4h-4zM57 43h3v4h-3zM56 57h4v3h-4z',
};

/** A name in a field, and a button under a finger. */
const join: PictureProps = {
  lines:
    'M14 10h68a6 6 0 0 1 6 6v64a6 6 0 0 1-6 6H14a6 6 0 0 1-6-6V16a6 6 0 0 1 6-6zM20 24h56v16H20zM26 32h20M50 28v8M58 82V64a4 4 0 0 1 8 0v9l9 2a6 6 0 0 1 4 7',
  solid: 'M22 48h52a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4a7 7 0 0 0-16 0H22a2 2 0 0 1-2-2V50a2 2 0 0 1 2-2z',
};

/** A face on a screen; below it a camera and a microphone. */
const allow: PictureProps = {
  lines:
    'M14 6h68a6 6 0 0 1 6 6v42a6 6 0 0 1-6 6H14a6 6 0 0 1-6-6V12a6 6 0 0 1 6-6zM48 35a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM29 60c1-12 8-18 19-18s18 6 19 18M24 72h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H24a2 2 0 0 1-2-2V74a2 2 0 0 1 2-2zM40 82l8 5V73l-8 5M62 72a4 4 0 0 1 8 0v6a4 4 0 0 1-8 0zM57 78a9 9 0 0 0 18 0M66 87v5',
  solid: 'M42 25a2 2 0 1 0 4 0 2 2 0 0 0-4 0M50 25a2 2 0 1 0 4 0 2 2 0 0 0-4 0',
};

export const slipPictures: Readonly<Record<1 | 2 | 3, ReactNode>> = {
  1: <Picture {...scan} />,
  2: <Picture {...join} />,
  3: <Picture {...allow} />,
};
