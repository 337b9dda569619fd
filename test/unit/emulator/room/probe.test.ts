import { describe, expect, it } from 'vitest';
import { nearestColor } from '../../../../src/emulator/room/probe.ts';
import { palette } from '../../../../src/emulator/room/protocol.ts';

const channels = (color: string): [number, number, number] => [
  Number.parseInt(color.slice(1, 3), 16),
  Number.parseInt(color.slice(3, 5), 16),
  Number.parseInt(color.slice(5, 7), 16),
];

describe('nearestColor', () => {
  it.each(palette)('knows %s though a codec changed it', (color) => {
    const [red, green, blue] = channels(color);
    expect(nearestColor([red, green, blue])).toBe(color);
    expect(nearestColor([red - 25, green + 25, blue - 25])).toBe(color);
  });

  it.each([
    ['black', 0, 0, 0],
    ['white', 255, 255, 255],
    ['grey', 128, 128, 128],
    ['the green of a fake camera', 0, 136, 0],
  ])('does not take %s for a colour of the palette', (_name, red, green, blue) => {
    expect(nearestColor([red, green, blue])).toBeNull();
  });
});
