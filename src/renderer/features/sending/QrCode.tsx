import { useMemo } from 'react';
import { encode } from 'uqr';

/** Modules of white around the code: the standard asks for four. */
const quietZone = 4;

interface QrCodeProps {
  readonly text: string;
  /** L has the fewest and so the largest modules, for a screen read from afar; M stands a fold in the paper. */
  readonly level: 'L' | 'M';
  readonly name: string;
}

/** Dark on light whatever the theme. */
export function QrCode({ text, level, name }: QrCodeProps) {
  const { size, path } = useMemo(() => qrPath(text, level), [text, level]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function qrPath(text: string, ecc: 'L' | 'M'): { size: number; path: string } {
  const { size, data } = encode(text, { ecc, border: quietZone });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
